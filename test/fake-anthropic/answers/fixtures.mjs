// @ts-check
import {
  blockEvents,
  initialUsage,
  messageEnd,
  messageStart,
  textBlock,
  thinkingBlock,
  toolBlock,
  wholeBlock,
  wordsOf,
} from './message-events.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').AnswerSpec} AnswerSpec */
/** @typedef {import('../start-fake-anthropic.mjs').FakeEvent} FakeEvent */
/** @typedef {import('../start-fake-anthropic.mjs').FixtureName} FixtureName */
/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */

/** @type {FakeEvent} */
const PING = { type: 'ping' };
const SIGNATURE =
  'EsoBCkYICxgCKkBmYWtlLXNpZ25hdHVyZS1vZi1hLXRob3VnaHQtdGhhdC1pcy1uZXZlci1jaGVja2VkEgxhYmNkZWZnaGlqa2w=';
const WEATHER_TOOL = { type: 'tool_use', id: 'toolu_01WeatherInParisFixture1', name: 'get_weather' };
const TIME_TOOL = { type: 'tool_use', id: 'toolu_01TimeInTokyoFixture0002', name: 'get_time' };

/** @param {number} outputTokens @param {JsonObject} [changes] */
function finalUsage(outputTokens, changes) {
  return {
    input_tokens: 12,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: outputTokens,
    ...changes,
  };
}

/** @param {JsonObject} request @param {FakeEvent[]} blocks @param {JsonObject} [delta] @param {JsonObject} [usage] */
function stream(request, blocks, delta = {}, usage = finalUsage(24)) {
  return [messageStart(request.model), PING, ...blocks, ...messageEnd(delta, usage)];
}

const TOOL_USE = { stop_reason: 'tool_use' };

/** @type {Record<FixtureName, (request: JsonObject, spec: AnswerSpec) => FakeEvent[]>} */
export const FIXTURES = {
  text: (request) => stream(request, textBlock(0, ['Hello', '! How', ' can I help', ' you today?'])),

  empty: (request) => stream(request, [], {}, finalUsage(1)),

  'tool-use': (request) =>
    stream(
      request,
      toolBlock(0, WEATHER_TOOL, ['{"', 'loc', 'ation": "Par', 'is", "un', 'it":', ' "cel', 'sius"', '}']),
      TOOL_USE,
    ),

  'tool-without-arguments': (request) =>
    stream(request, toolBlock(0, { ...WEATHER_TOOL, name: 'list_cities' }, []), TOOL_USE),

  'parallel-tools': (request) =>
    stream(
      request,
      [
        ...toolBlock(0, WEATHER_TOOL, ['{"location":', ' "Paris"}']),
        PING,
        ...toolBlock(1, TIME_TOOL, ['{"city": "To', 'kyo"}']),
      ],
      TOOL_USE,
    ),

  'text-and-tool': (request) =>
    stream(
      request,
      [
        ...textBlock(0, ['Let me', ' look that up.']),
        ...toolBlock(1, WEATHER_TOOL, ['{"location": "Paris"}']),
      ],
      TOOL_USE,
    ),

  thinking: (request) =>
    stream(
      request,
      [
        ...thinkingBlock(0, ['Twelve times', ' twelve is', ' 144.'], SIGNATURE),
        ...textBlock(1, ['The answer', ' is 144.']),
      ],
      {},
      finalUsage(31, { output_tokens_details: { thinking_tokens: 19 } }),
    ),

  'thinking-and-tool': (request) =>
    stream(
      request,
      [
        ...thinkingBlock(0, ['The weather is', ' a matter for the tool.'], SIGNATURE),
        ...textBlock(1, ['I will check.']),
        ...toolBlock(2, WEATHER_TOOL, ['{"location": ', '"Paris"}']),
      ],
      TOOL_USE,
    ),

  'redacted-thinking': (request) =>
    stream(request, [
      ...wholeBlock(0, { type: 'redacted_thinking', data: 'RW5jcnlwdGVkIHRob3VnaHRzIG9mIGEgZml4dHVyZQ==' }),
      ...textBlock(1, ['I would rather', ' not say how.']),
    ]),

  'web-search': (request) =>
    stream(
      request,
      webSearchBlocks(),
      {},
      finalUsage(96, { server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 } }),
    ),

  mcp: (request) =>
    stream(request, [
      ...toolBlock(
        0,
        { type: 'mcp_tool_use', id: 'mcptoolu_01EchoFixture', name: 'echo', server_name: 'echo' },
        ['{"message": "he', 'llo"}'],
      ),
      ...wholeBlock(1, {
        type: 'mcp_tool_result',
        tool_use_id: 'mcptoolu_01EchoFixture',
        is_error: false,
        content: [{ type: 'text', text: 'hello' }],
      }),
      ...textBlock(2, ['The server', ' echoed "hello".']),
    ]),

  'code-execution': (request) =>
    stream(request, codeExecutionBlocks(), {
      container: { id: 'container_01Fixture', expires_at: '2026-11-03T11:15:00Z' },
    }),

  refusal: (request) =>
    stream(
      request,
      [],
      {
        stop_reason: 'refusal',
        stop_details: {
          type: 'refusal',
          category: 'cyber',
          explanation: 'The request was declined under the usage policy.',
        },
      },
      finalUsage(4),
    ),

  'json-by-tool': (request) =>
    stream(
      request,
      toolBlock(
        0,
        { type: 'tool_use', id: 'toolu_01JsonAnswerFixture', name: request.tool_choice?.name ?? 'json' },
        ['{"name": "A', 'da", "age"', ': 36}'],
      ),
      TOOL_USE,
    ),

  'max-tokens': (request) =>
    stream(request, textBlock(0, ['This answer is cut', ' in the mid']), { stop_reason: 'max_tokens' }),

  'tool-cut-by-max-tokens': (request) =>
    stream(request, toolBlock(0, WEATHER_TOOL, ['{"location": "Pa']), { stop_reason: 'max_tokens' }),

  'stop-sequence': (request) =>
    stream(request, textBlock(0, ['One, two, ']), {
      stop_reason: 'stop_sequence',
      stop_sequence: request.stop_sequences?.[0] ?? 'three',
    }),

  'pause-turn': (request) =>
    stream(request, textBlock(0, ['Still searching.']), { stop_reason: 'pause_turn' }),

  'context-window-exceeded': (request) =>
    stream(request, textBlock(0, ['The window is full']), { stop_reason: 'model_context_window_exceeded' }),

  unicode: (request) => stream(request, textBlock(0, UNICODE_PIECES)),

  'escaped-unicode': (request) => stream(request, textBlock(0, UNICODE_PIECES)),

  'long-text': (request, { chunks = 200 }) =>
    stream(
      request,
      textBlock(
        0,
        Array.from({ length: chunks }, (_, index) => `word${index} `),
      ),
      {},
      finalUsage(chunks),
    ),

  padded: (request) => stream(request, textBlock(0, ['Padded', ' events', ' read the same.'])),

  pings: (request) => [PING, ...FIXTURES.text(request, {}).flatMap((event) => [event, PING])].slice(1, -1),

  'cache-usage': (request) => [
    messageStart(request.model, CACHE_USAGE),
    ...textBlock(0, ['Read', ' from the cache.']),
    ...messageEnd({}, { ...finalUsage(9), ...CACHE_TOTALS }),
  ],

  'delta-input-tokens': (request) => [
    messageStart(request.model, { input_tokens: 43, output_tokens: 1 }),
    ...textBlock(0, ['p', 'ong']),
    ...messageEnd({}, { input_tokens: 61, output_tokens: 2 }),
  ],
};

/** How some fixtures are written on the wire. @type {Partial<Record<FixtureName, AnswerSpec>>} */
export const WIRE_OF_FIXTURE = {
  'escaped-unicode': { escapeNonAscii: true },
  padded: { padding: true },
};

const CACHE_TOTALS = { input_tokens: 5, cache_creation_input_tokens: 1500, cache_read_input_tokens: 20_000 };

const CACHE_USAGE = {
  ...initialUsage(),
  ...CACHE_TOTALS,
  cache_creation: { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 1000 },
};

/** What trips up readers: four-byte and joined characters, line separators that are no line ends, quotes, escapes. */
const UNICODE_PIECES = [
  'Grüße, 世界! ',
  '🎉👩‍👩‍👧‍👦',
  ' 𝒳 \u2028 and \u2029 ',
  '"quoted" \\back\\slash ',
  'tab\tline\nreturn\r\n',
  'e\u0301 \u00a0 \u0000 \ufeff ',
  'data: not an event\n\n',
  '🇫🇷.',
];

const SEARCH = { type: 'server_tool_use', id: 'srvtoolu_01SearchFixture', name: 'web_search' };
const SEARCH_RESULT = {
  type: 'web_search_result',
  url: 'https://example.com/lighthouses',
  title: 'Lighthouses of the coast',
  encrypted_content: 'RW5jcnlwdGVkIHBhZ2Ugb2YgYSBmaXh0dXJl',
  page_age: 'October 2, 2026',
};
const CITATION = {
  type: 'web_search_result_location',
  url: SEARCH_RESULT.url,
  title: SEARCH_RESULT.title,
  encrypted_index: 'RW5jcnlwdGVkIGluZGV4',
  cited_text: 'The lighthouse was built in 1836.',
};

/** @returns {FakeEvent[]} */
function webSearchBlocks() {
  return [
    ...textBlock(0, ['I will search', ' for that.']),
    ...toolBlock(1, SEARCH, ['{"query": "light', 'house built"}']),
    ...wholeBlock(2, { type: 'web_search_tool_result', tool_use_id: SEARCH.id, content: [SEARCH_RESULT] }),
    ...textBlock(3, ['According to the page, ']),
    ...blockEvents(4, { type: 'text', text: '', citations: [] }, [
      { type: 'citations_delta', citation: CITATION },
      ...wordsOf('the lighthouse dates from 1836').map((text) => ({ type: 'text_delta', text })),
    ]),
    ...textBlock(5, ['.']),
  ];
}

const CODE = { type: 'server_tool_use', id: 'srvtoolu_01CodeFixture', name: 'bash_code_execution' };

/** @returns {FakeEvent[]} */
function codeExecutionBlocks() {
  const content = {
    type: 'bash_code_execution_result',
    stdout: '55\n',
    stderr: '',
    return_code: 0,
    content: [],
  };
  return [
    ...toolBlock(0, CODE, ['{"command": "ec', 'ho 55"}']),
    ...wholeBlock(1, { type: 'bash_code_execution_tool_result', tool_use_id: CODE.id, content }),
    ...textBlock(2, ['The tenth', ' number is 55.']),
  ];
}
