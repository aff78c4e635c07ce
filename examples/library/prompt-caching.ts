import { completion } from 'tollgate';

const handbook = 'The handbook says: always be kind. '.repeat(400);

// The second call within the hour reads the prompt from the cache, at a tenth of the price.
const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [
    {
      role: 'system',
      content: [{ type: 'text', text: handbook, cache_control: { type: 'ephemeral', ttl: '1h' } }],
    },
    { role: 'user', content: 'What does the handbook say?' },
  ],
});
const { cache_creation_input_tokens: written, cache_read_input_tokens: read } = answer.usage;
console.log(answer.choices[0].message.content, { written, read });
