import { completion } from 'tollgate';

// The provider's own system block goes up first; yours follows it as it is.
const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [
    { role: 'system', content: 'You are a pirate. Answer in one sentence.' },
    { role: 'user', content: 'Where is the treasure?' },
  ],
});
console.log(answer.choices[0].message.content);
