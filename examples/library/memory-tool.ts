import { completion } from 'tollgate';

// Claude says which file of its memory it wants to read or write; keeping the files is up to you.
const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'What do you remember about me?' }],
  tools: [{ type: 'memory_20250818', name: 'memory' }],
});
for (const { function: call } of answer.choices[0].message.tool_calls ?? []) {
  console.log(call.name, call.arguments);
}
