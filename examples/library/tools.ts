import { completion } from 'tollgate';

const model = 'claude_code_native/claude-sonnet-4-6';
const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather in a city right now.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];

const question = { role: 'user', content: 'What is the weather in Paris?' };
const asked = await completion({ model, tools, messages: [question] });
const { message } = asked.choices[0];

// Run every tool that was called, and send the results back with the message that asked for them.
const results = (message.tool_calls ?? []).map(({ id, function: { arguments: json } }) => {
  const { city } = JSON.parse(json) as { city: string };
  return { role: 'tool', tool_call_id: id, content: `18 °C and sunny in ${city}` };
});
const answer = await completion({ model, tools, messages: [question, message, ...results] });
console.log(answer.choices[0].message.content);
