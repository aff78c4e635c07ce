import type { Json } from './json-places.js';

const CONVERSATION: Json = {
  model: 'claude-sonnet-4-5',
  max_tokens: 100,
  system: [
    { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } },
    { type: 'text', text: 'Use metric units.' },
  ],
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'Weather in Oslo?' }] },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Looking.' },
        { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { place: 'Oslo' } },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '4 degrees' }] },
  ],
  tools: [
    { name: 'get_weather', input_schema: { type: 'object', properties: { place: { type: 'string' } } } },
  ],
  tool_choice: { type: 'auto' },
  temperature: 0.5,
  stop_sequences: ['END'],
  metadata: { user_id: 'u-1' },
  service_tier: 'auto',
};

const STREAM: Json = {
  max_tokens: 4000,
  thinking: { type: 'enabled', budget_tokens: 2000 },
  messages: [
    { role: 'user', content: 'Think.' },
    { role: 'assistant', content: 'Thought. ✅' },
    {
      role: 'user',
      content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }],
    },
  ],
  system: 'Be brief.',
  stream: true,
  model: 'claude-sonnet-4-6',
};

const COUNTED: Json = {
  model: 'claude-sonnet-4-5',
  system: 'Be brief.',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'How long is this?' }] }],
  tools: [{ name: 'f', input_schema: { type: 'object' } }],
};

export const VALID_MESSAGES_BODIES: readonly Json[] = [CONVERSATION, STREAM];
export const VALID_COUNT_BODIES: readonly Json[] = [
  COUNTED,
  { model: 'claude-opus-5', messages: [{ role: 'user', content: 'Hi' }] },
];
