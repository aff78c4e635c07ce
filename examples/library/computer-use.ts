import { completion } from 'tollgate';

// The beta header that this tool needs is added by the provider.
const answer = await completion({
  model: 'claude_code_native/claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Take a screenshot.' }],
  tools: [{ type: 'computer_20251124', name: 'computer', display_width_px: 1280, display_height_px: 800 }],
});
for (const { function: call } of answer.choices[0].message.tool_calls ?? []) {
  console.log(call.name, call.arguments);
}
