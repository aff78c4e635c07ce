import { completion } from 'tollgate';

const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Say hello in five words.' }],
});
console.log(answer.choices[0].message.content);
