import fc from 'fast-check';
import { InvalidRequestError } from '../../../errors/gateway-error.js';
import { SEED_MODELS } from '../../model-capabilities.js';
import type { MessagesRequest, RequestContentBlock, RequestMessage } from '../../wire/anthropic-messages.js';
import { translate } from './translate.fixture.js';
import type { TranslatedRequest } from './translate-request.js';

/** Words that mean something somewhere, so that arbitrary JSON gets past the first check now and then. */
const WORDS = [
  ...[
    'system',
    'user',
    'assistant',
    'tool',
    'function',
    'text',
    'image_url',
    'file',
    'tool_use',
    'tool_result',
  ],
  ...['auto', 'required', 'json_schema', 'json_object', 'mcp', 'a', 'call.1', 'f', ' ', '', '{}', '{"a":1}'],
  ...[
    'low',
    'none',
    'enabled',
    'data:image/png;base64,AA',
    'object',
    '__proto__',
    'constructor',
    'web_search_20250305',
  ],
];
const KEYS = [
  ...['role', 'content', 'type', 'text', 'name', 'function', 'arguments', 'id', 'tool_calls', 'tool_call_id'],
  ...[
    'image_url',
    'url',
    'file',
    'file_data',
    'file_id',
    'parameters',
    'properties',
    'items',
    'anyOf',
    '$ref',
  ],
  ...[
    'schema',
    'json_schema',
    'strict',
    'cache_control',
    'budget_tokens',
    'user_id',
    '__proto__',
    'constructor',
  ],
  ...[
    'toString',
    'server_label',
    'server_url',
    'headers',
    'input',
    'tool_use_id',
    'thinking_blocks',
    'function_call',
  ],
];
const PARAMETERS = [
  ...[
    'messages',
    'tools',
    'functions',
    'tool_choice',
    'function_call',
    'parallel_tool_calls',
    'response_format',
  ],
  ...[
    'temperature',
    'top_p',
    'top_k',
    'stop',
    'stream',
    'stream_options',
    'max_tokens',
    'max_completion_tokens',
  ],
  ...[
    'n',
    'logprobs',
    'logit_bias',
    'seed',
    'modalities',
    'user',
    'metadata',
    'reasoning_effort',
    'thinking',
  ],
  ...[
    'output_config',
    'system',
    'mcp_servers',
    'web_search_options',
    'extra_headers',
    'drop_params',
    'service_tier',
  ],
  ...['context_management', 'container', 'safety_identifier', '__proto__', 'constructor', 'unknown_field'],
];

const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1.5, Number.NaN, 4096),
    fc.constantFrom(...WORDS),
    fc.string({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 5 })), tie('value')), {
        maxLength: 5,
      })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const anyRequest = fc
  .array(fc.tuple(fc.constantFrom(...PARAMETERS), anyJson), { maxLength: 6 })
  .map((entries) => Object.fromEntries(entries) as Record<string, unknown>);

const VALID_REQUEST = {
  model: 'm',
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Hi' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } },
      ],
    },
    {
      role: 'assistant',
      content: 'Looking ',
      thinking_blocks: [{ type: 'thinking', thinking: 'Hm', signature: 's' }],
      tool_calls: [
        { id: 'call.1', type: 'function', function: { name: 'f.g', arguments: '{"a":1}' } },
        { id: 'b', type: 'function', function: { name: 'h', arguments: '' } },
      ],
    },
    { role: 'tool', tool_call_id: 'call.1', content: [{ type: 'text', text: 'A' }] },
    { role: 'tool', tool_call_id: 'b', content: 'B' },
    { role: 'user', content: 'And?' },
    { role: 'assistant', content: null, function_call: { name: 'f.g', arguments: '{}' } },
    { role: 'function', name: 'f.g', content: 'x' },
    { role: 'assistant', content: 'Well, ' },
  ],
  tools: [
    {
      type: 'function',
      function: {
        name: 'f.g',
        description: 'd',
        parameters: { type: 'object', properties: { a: { anyOf: [{ type: 'integer', minimum: 1 }] } } },
        strict: true,
      },
    },
    { type: 'function', function: { name: 'h' } },
    { type: 'mcp', server_label: 'a', server_url: 'https://a.example', allowed_tools: ['b'] },
    { type: 'web_search_20250305' },
  ],
  tool_choice: { type: 'function', function: { name: 'f.g' } },
  parallel_tool_calls: false,
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'n',
      strict: true,
      schema: { type: 'object', properties: { a: { type: 'string' } } },
    },
  },
  temperature: 0.5,
  stop: ['END'],
  stream: true,
  stream_options: { include_usage: true },
  max_tokens: 100,
  user: 'u',
  reasoning_effort: 'low',
  extra_headers: { 'X-A': 'b', 'anthropic-beta': 'c' },
};

/** Every place in the value, as a list of keys. */
function placesIn(value: unknown, prefix: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return [prefix, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...prefix, key]))];
}

/** A copy of the value with `replacement` at the place; `undefined` takes the place away. */
function replaceAt(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((inner: unknown, index) =>
      String(index) === key ? replaceAt(inner, rest, replacement) : inner,
    );
  }
  const entries = Object.entries(value as object).map(([name, inner]: [string, unknown]) =>
    name === key ? [name, replaceAt(inner, rest, replacement)] : [name, inner],
  );
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

const anyMutation = fc.tuple(
  fc.constantFrom(...placesIn(VALID_REQUEST).filter((place) => place.length > 0)),
  fc.oneof(anyJson, fc.constant(undefined)),
);
const anyOptions = fc.record({ model: fc.constantFrom(...SEED_MODELS), dropParams: fc.boolean() });

function translateOrRefuse(request: object, options: { model: string; dropParams: boolean }) {
  try {
    return translate(request, options);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    expect(typeof error.param).toBe('string');
    expect(error.param).not.toBe('');
    return undefined;
  }
}

function expectAnthropicRules({ body }: TranslatedRequest): void {
  expect(body.messages[0]?.role).toBe('user');
  body.messages.forEach((message, index) => {
    expect(message.role).toBe(index % 2 === 0 ? 'user' : 'assistant');
    expect(message.content.length).toBeGreaterThan(0);
    for (const block of message.content)
      if (block.type === 'text') expect((block.text as string).trim()).not.toBe('');
    if (message.role === 'assistant') expectResults(message, body.messages[index + 1]);
  });
  const last = body.messages.at(-1);
  const lastBlock = last?.content.at(-1);
  if (last?.role === 'assistant' && lastBlock?.type === 'text') expect(lastBlock.text).not.toMatch(/\s$/);
  expectToolRules(body);
}

function expectResults(assistant: RequestMessage, user: RequestMessage | undefined): void {
  const ofType = (blocks: RequestContentBlock[], type: string) =>
    blocks.filter((block) => block.type === type);
  const ids = ofType(assistant.content, 'tool_use').map(({ id }) => id as string);
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]+$/);
  expect(new Set(ids).size).toBe(ids.length);
  if (user === undefined) return;
  const results = user.content.slice(0, ids.length);
  expect(results.map(({ type }) => type)).toEqual(ids.map(() => 'tool_result'));
  expect(results.map(({ tool_use_id }) => tool_use_id as string).sort()).toEqual([...ids].sort());
}

function expectToolRules(body: MessagesRequest): void {
  const tools = (body.tools ?? []) as { name?: string; type?: string; input_schema?: { type: string } }[];
  for (const { name, type, input_schema } of tools) {
    if (type !== undefined) continue;
    expect(name).toMatch(/^[a-zA-Z0-9_-]{1,128}$/);
    expect(input_schema?.type).toBe('object');
  }
  const names = tools.flatMap(({ name }) => name ?? []);
  expect(new Set(names).size).toBe(names.length);
  expect(body.max_tokens).toBeGreaterThanOrEqual(1);
}

describe('translateRequest and whatever a caller may send', () => {
  it('translates its example, so that mutations of it are near to valid requests', () => {
    const options = { model: 'claude-sonnet-4-6', dropParams: true };
    expectAnthropicRules(translate(VALID_REQUEST, options));
  });

  it('answers arbitrary JSON with a translation or a 400 that names a parameter', () => {
    fc.assert(
      fc.property(anyRequest, anyOptions, (request, options) => {
        const translated = translateOrRefuse(request, options);
        if (translated !== undefined) expectAnthropicRules(translated);
      }),
      { numRuns: 1000 },
    );
  });

  it('answers a valid request with anything in any place with a translation or a 400', () => {
    let translatedCount = 0;
    fc.assert(
      fc.property(fc.array(anyMutation, { maxLength: 3 }), anyOptions, (mutations, options) => {
        const request = mutations.reduce<unknown>(
          (value, [place, replacement]) =>
            hasPlace(value, place) ? replaceAt(value, place, replacement) : value,
          VALID_REQUEST,
        );
        const translated = translateOrRefuse(request as object, options);
        if (translated === undefined) return;
        translatedCount += 1;
        expectAnthropicRules(translated);
      }),
      { numRuns: 1000 },
    );
    expect(translatedCount).toBeGreaterThan(50);
  });

  it('is not slowed down by many messages, tools or ids alike', () => {
    const many = 20_000;
    const calls = Array.from({ length: many }, () => [
      { role: 'assistant', tool_calls: [{ id: 'call_0', function: { name: 'f', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'call_0', content: 'x' },
    ]).flat();
    const tools = Array.from({ length: many }, (_, index) => ({
      type: 'function',
      function: { name: `t.${index}` },
    }));
    const startedAt = performance.now();
    translate({ messages: [{ role: 'user', content: 'Hi' }, ...calls], tools });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

function hasPlace(value: unknown, [key, ...rest]: string[]): boolean {
  if (key === undefined) return true;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
  return hasPlace((value as Record<string, unknown>)[key], rest);
}
