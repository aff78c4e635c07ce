import type { Json } from './json-places.js';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

const WEATHER = {
  name: 'get.weather',
  description: 'The weather at a place',
  parameters: {
    type: 'object',
    properties: { place: { type: 'string', minLength: 1 }, days: { type: 'integer', minimum: 1 } },
    required: ['place'],
  },
};

const TOOLS_AND_RESULTS: Json = {
  model: 'claude-sonnet-4-5',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'developer', content: [{ type: 'text', text: 'Use metric units.' }] },
    { role: 'user', content: 'Weather in Oslo and Bergen?', name: 'ann' },
    {
      role: 'assistant',
      content: 'Looking.',
      tool_calls: [
        { id: 'call.1', type: 'function', function: { name: 'get.weather', arguments: '{"place":"Oslo"}' } },
        { id: 'call_2', type: 'function', function: { name: 'now', arguments: '' } },
      ],
    },
    { role: 'tool', tool_call_id: 'call.1', content: [{ type: 'text', text: '4 degrees' }] },
    { role: 'tool', tool_call_id: 'call_2', content: '12:00' },
    { role: 'user', content: 'And tomorrow?' },
  ],
  tools: [
    { type: 'function', function: { ...WEATHER, strict: true } },
    { type: 'function', function: { name: 'now' } },
  ],
  tool_choice: { type: 'function', function: { name: 'get.weather' } },
  parallel_tool_calls: false,
  temperature: 0.5,
  stop: ['END'],
  max_tokens: 100,
  user: 'user-17',
};

const MEDIA_AND_SCHEMA: Json = {
  model: 'claude-opus-4-5',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: PIXEL, detail: 'low' } },
        { type: 'image_url', image_url: { url: 'https://images.example/a.png' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
        { type: 'file', file: { file_id: 'file_1' } },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'A pixel.' }], refusal: null },
    { role: 'user', content: 'As JSON.' },
  ],
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'thing',
      strict: true,
      schema: {
        type: 'object',
        properties: {
          kind: { type: 'string', maxLength: 9 },
          size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        },
        required: ['kind'],
      },
    },
  },
  max_completion_tokens: 500,
  top_p: 0.9,
  service_tier: 'default',
};

const THINKING_STREAM: Json = {
  model: 'claude-opus-5',
  messages: [
    { role: 'user', content: 'Think.' },
    { role: 'assistant', content: 'Thought.' },
    { role: 'user', content: 'Again.' },
  ],
  reasoning_effort: 'high',
  stream: true,
  stream_options: { include_usage: true },
  web_search_options: {
    search_context_size: 'low',
    user_location: { type: 'approximate', approximate: { city: 'Oslo', country: 'NO' } },
  },
  n: 1,
  metadata: { user_id: 'u-1' },
};

const OLD_FUNCTIONS: Json = {
  model: 'claude-3-haiku-20240307',
  messages: [
    { role: 'user', content: 'Weather?' },
    {
      role: 'assistant',
      content: null,
      function_call: { name: 'get.weather', arguments: '{"place":"Oslo"}' },
    },
    { role: 'function', name: 'get.weather', content: 'mild' },
    { role: 'user', content: 'Thanks. JSON, please.' },
  ],
  functions: [WEATHER],
  function_call: 'auto',
  response_format: { type: 'json_object' },
  temperature: 1.5,
  top_k: 5,
  seed: 1,
  logit_bias: { '50256': -100 },
  frequency_penalty: 0.5,
  drop_params: true,
  stream: true,
};

/** What goes up as it is: upstream may refuse anything that is changed in it. */
export const CHAT_BODY_OF_ANTHROPIC_SHAPES: Json = {
  model: 'claude-sonnet-4-6',
  system: [{ type: 'text', text: 'House rules.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }] },
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'toolu_1', name: 'look', input: { a: 1 } }],
      thinking_blocks: [{ type: 'thinking', thinking: 'Hm', signature: 'c2ln' }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'seen' }] },
  ],
  tools: [
    { name: 'look', input_schema: { type: 'object', properties: {} } },
    { type: 'web_search_20250305', name: 'web_search', max_uses: 2 },
    { type: 'mcp', server_label: 'docs', server_url: 'https://mcp.example/', allowed_tools: ['find'] },
  ],
  thinking: { type: 'enabled', budget_tokens: 2000 },
  extra_headers: { 'anthropic-beta': 'interleaved-thinking-2025-05-14' },
};

/** Chat completions that the gateway and its upstream both take, with most of what the API has between them. */
export const VALID_CHAT_BODIES: readonly Json[] = [
  TOOLS_AND_RESULTS,
  MEDIA_AND_SCHEMA,
  THINKING_STREAM,
  OLD_FUNCTIONS,
  CHAT_BODY_OF_ANTHROPIC_SHAPES,
];
