import { completion } from 'tollgate';

const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'When was the lighthouse built?' }],
  web_search_options: { search_context_size: 'medium' },
});
const { content, provider_specific_fields } = answer.choices[0].message;
console.log(content);
console.log(JSON.stringify(provider_specific_fields?.citations, null, 2));
