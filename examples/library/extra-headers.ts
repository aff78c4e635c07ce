import { completion } from 'tollgate';

// Your betas are added to those that the provider and the request need; none is lost.
const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Say hello in five words.' }],
  extra_headers: { 'anthropic-beta': 'interleaved-thinking-2025-05-14' },
});
console.log(answer.choices[0].message.content);
