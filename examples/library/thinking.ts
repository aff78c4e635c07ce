import { completion } from 'tollgate';

const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'What is twelve times twelve?' }],
  reasoning_effort: 'medium',
});
const { reasoning_content, content } = answer.choices[0].message;
console.log('Thought:', reasoning_content);
console.log('Answer:', content);
