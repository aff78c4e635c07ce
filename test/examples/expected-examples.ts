import type { AnswerSpec, JsonObject } from '../fake-anthropic/start-fake-anthropic.mjs';

/** What an example must send upstream and say to its reader, in whichever language it is written. */
export interface ExpectedExample {
  name: string;
  /** What the fake answers, call by call; without it, whatever suits the request. */
  answers?: AnswerSpec[];
  /** Part of the body of each call, in order. */
  sends: JsonObject[];
  /** Betas that go up beside the provider's own. */
  betas?: string[];
  says: string[];
}

const GREETING = 'Say hello in five words.';
const HANDBOOK = 'The handbook says: always be kind. '.repeat(400);

/** One message of the caller's, as it goes up. */
function asks(text: string): JsonObject {
  return { messages: [{ role: 'user', content: [{ type: 'text', text }] }] };
}

function callsTool(name: string, input: JsonObject): AnswerSpec {
  return {
    message: {
      id: 'msg_01Example',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-6',
      content: [{ type: 'tool_use', id: 'toolu_01Example', name, input }],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: 5 },
    },
  };
}

const WEATHER_TOOL = {
  name: 'get_weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

export const EXPECTED_EXAMPLES: readonly ExpectedExample[] = [
  { name: 'basic', sends: [asks(GREETING)], says: [GREETING] },
  {
    name: 'streaming',
    answers: [{ fixture: 'text' }],
    sends: [{ stream: true, ...asks('Write a haiku about the sea.') }],
    says: ['Hello! How can I help you today?'],
  },
  {
    name: 'system-message',
    sends: [{ system: [{}, { type: 'text', text: 'You are a pirate. Answer in one sentence.' }] }],
    says: ['Where is the treasure?'],
  },
  {
    name: 'tools',
    answers: [callsTool('get_weather', { city: 'Paris' })],
    sends: [
      { tools: [WEATHER_TOOL], ...asks('What is the weather in Paris?') },
      {
        tools: [WEATHER_TOOL],
        messages: [
          { role: 'user' },
          {
            role: 'assistant',
            content: [{ type: 'tool_use', name: 'get_weather', input: { city: 'Paris' } }],
          },
          { role: 'user', content: [{ type: 'tool_result' }] },
        ],
      },
    ],
    says: ['18 °C and sunny in Paris'],
  },
  {
    name: 'prompt-caching',
    answers: [{ fixture: 'cache-usage' }],
    sends: [
      {
        system: [{}, { type: 'text', text: HANDBOOK, cache_control: { type: 'ephemeral', ttl: '1h' } }],
      },
    ],
    says: ['Read from the cache.', '20000'],
  },
  {
    name: 'structured-output',
    sends: [
      {
        output_config: {
          format: {
            type: 'json_schema',
            schema: { required: ['name', 'age'], additionalProperties: false },
          },
        },
      },
    ],
    says: ['name', 'age'],
  },
  {
    name: 'vision',
    sends: [
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png' } },
              { type: 'image', source: { type: 'url', url: 'https://www.w3.org/Icons/w3c_home.png' } },
            ],
          },
        ],
      },
    ],
    says: ['What do these two pictures show?'],
  },
  {
    name: 'mcp',
    answers: [{ fixture: 'mcp' }],
    sends: [
      {
        mcp_servers: [
          {
            type: 'url',
            name: 'echo',
            url: 'https://mcp.example.com/mcp',
            authorization_token: 'token-of-the-mcp-server',
          },
        ],
        tools: [{ type: 'mcp_toolset', mcp_server_name: 'echo', configs: { echo: { enabled: true } } }],
      },
    ],
    betas: ['mcp-client-2025-11-20'],
    says: ['The server echoed'],
  },
  {
    name: 'computer-use',
    answers: [callsTool('computer', { action: 'screenshot' })],
    sends: [
      {
        tools: [
          { type: 'computer_20251124', name: 'computer', display_width_px: 1280, display_height_px: 800 },
        ],
      },
    ],
    betas: ['computer-use-2025-11-24'],
    says: ['computer', 'screenshot'],
  },
  {
    name: 'web-search',
    answers: [{ fixture: 'web-search' }],
    sends: [{ tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 5 }] }],
    says: ['the lighthouse dates from 1836', 'https://example.com/lighthouses'],
  },
  {
    name: 'memory-tool',
    answers: [callsTool('memory', { command: 'view', path: '/memories' })],
    sends: [{ tools: [{ type: 'memory_20250818', name: 'memory' }] }],
    betas: ['context-management-2025-06-27'],
    says: ['memory', '/memories'],
  },
  {
    name: 'extra-headers',
    sends: [asks(GREETING)],
    betas: ['interleaved-thinking-2025-05-14'],
    says: [GREETING],
  },
  {
    name: 'thinking',
    answers: [{ fixture: 'thinking' }],
    sends: [{ thinking: { type: 'adaptive' }, output_config: { effort: 'medium' } }],
    says: ['Twelve times twelve is 144.', 'The answer is 144.'],
  },
];
