import { request as httpRequest } from 'node:http';
import type { FakeAnthropic, JsonObject } from './start-fake-anthropic.mjs';
import { startFakeAnthropic } from './start-fake-anthropic.mjs';

const VERSION = { 'anthropic-version': '2023-06-01' };
const JSON_TYPE = { 'content-type': 'application/json' };
const BY_KEY = { ...VERSION, ...JSON_TYPE, 'x-api-key': 'sk-good' };
const BY_TOKEN = {
  ...VERSION,
  ...JSON_TYPE,
  authorization: 'Bearer oat-good',
  'anthropic-beta': 'oauth-2025-04-20',
};
const IDENTITY = { type: 'text', text: "You are Claude Code, Anthropic's official CLI for Claude." };
const ATTRIBUTION = { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1' };

const GOOD = {
  model: 'claude-sonnet-4-5',
  max_tokens: 2000,
  messages: [{ role: 'user', content: 'Hello' }],
};
const TOOL = { name: 'look', input_schema: { type: 'object', properties: {} } };
const TOOL_USE = { type: 'tool_use', id: 'toolu_1', name: 'look', input: {} };
const TOOL_RESULT = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'seen' };
const SCHEMA = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false };
const CACHED = { type: 'ephemeral' };

const user = (...content: JsonObject[]) => ({ role: 'user', content });
const assistant = (...content: JsonObject[]) => ({ role: 'assistant', content });
const text = (value: string, more: JsonObject = {}) => ({ type: 'text', text: value, ...more });
const exchange = (use: JsonObject, result: JsonObject) => ({
  messages: [user(text('Look')), assistant(use), user(result)],
  tools: [TOOL],
});
const format = (schema: JsonObject) => ({ output_config: { format: { type: 'json_schema', schema } } });

describe('the fake Anthropic API', () => {
  let fake: FakeAnthropic;

  beforeAll(async () => {
    fake = await startFakeAnthropic({ apiKeys: ['sk-good'], oauthTokens: ['oat-good'] });
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  async function post(body: unknown, headers: Record<string, string> = BY_KEY, path = '/v1/messages') {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${fake.origin}${path}`, { method: 'POST', headers, body: payload });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as JsonObject,
    };
  }

  describe('credentials', () => {
    const oauthBody = { ...GOOD, system: [IDENTITY] };

    it.each<[string, Record<string, string>, JsonObject, number, string]>([
      ['no credential', { ...VERSION, ...JSON_TYPE }, GOOD, 401, 'x-api-key header is required'],
      ['a wrong key', { ...BY_KEY, 'x-api-key': 'sk-bad' }, GOOD, 401, 'invalid x-api-key'],
      ['a token as a key', { ...BY_KEY, 'x-api-key': 'oat-good' }, GOOD, 401, 'invalid x-api-key'],
      [
        'a wrong token',
        { ...BY_TOKEN, authorization: 'Bearer nope' },
        oauthBody,
        401,
        'Invalid bearer token',
      ],
      [
        'a key as a token',
        { ...BY_TOKEN, authorization: 'Bearer sk-good' },
        oauthBody,
        401,
        'Invalid bearer token',
      ],
      [
        'a scheme that is not Bearer',
        { ...BY_TOKEN, authorization: 'Basic oat-good' },
        oauthBody,
        401,
        'Invalid bearer',
      ],
      ['both credentials', { ...BY_TOKEN, 'x-api-key': 'sk-good' }, oauthBody, 401, 'one credential'],
      [
        'a token without the OAuth beta',
        { ...BY_TOKEN, 'anthropic-beta': 'x' },
        oauthBody,
        401,
        'not supported',
      ],
      [
        'a token without the Claude Code prompt',
        BY_TOKEN,
        GOOD,
        400,
        'only authorized for use with Claude Code',
      ],
      [
        'a token with that prompt second',
        BY_TOKEN,
        { ...GOOD, system: [text('Be kind'), IDENTITY] },
        400,
        'only authorized',
      ],
      [
        'a token with attribution alone',
        BY_TOKEN,
        { ...GOOD, system: [ATTRIBUTION] },
        400,
        'only authorized',
      ],
    ])('refuses %s', async (_, headers, body, status, message) => {
      const answer = await post(body, headers);

      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toContain(message);
      expect(answer.body.error.type).toBe(status === 401 ? 'authentication_error' : 'invalid_request_error');
    });

    it('refuses two authorization headers', async () => {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const twice = ['authorization', 'Bearer oat-good', 'authorization', 'Bearer oat-good'];
        const headers = [
          ...Object.entries({ ...VERSION, ...JSON_TYPE, host: new URL(fake.origin).host }).flat(),
          ...twice,
        ];
        const sent = httpRequest(`${fake.origin}/v1/messages`, { method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        sent.on('error', reject).end(JSON.stringify(GOOD));
      });

      expect(status).toBe(401);
    });

    it.each([
      ['a key', BY_KEY, GOOD],
      ['a token with the Claude Code prompt', BY_TOKEN, oauthBody],
      ['a token with that prompt as a string', BY_TOKEN, { ...GOOD, system: IDENTITY.text }],
      [
        'a token with attribution first',
        BY_TOKEN,
        { ...GOOD, system: [ATTRIBUTION, IDENTITY, text('Be kind')] },
      ],
      ['a token among other betas', { ...BY_TOKEN, 'anthropic-beta': 'a-b, oauth-2025-04-20,c' }, oauthBody],
    ])('accepts %s', async (_, headers, body) => {
      expect((await post(body, headers)).status).toBe(200);
    });

    it('accepts any credential when it was given no lists', async () => {
      const open = await startFakeAnthropic();
      const headers = { ...BY_KEY, 'x-api-key': 'whatever' };
      const response = await fetch(`${open.origin}/v1/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify(GOOD),
      });

      expect(response.status).toBe(200);
      await response.text();
      await open.close();
    });
  });

  describe('headers of its answers', () => {
    it('name the request and the token limits of a key', async () => {
      const { headers } = await post(GOOD);

      expect(headers.get('request-id')).toMatch(/^req_011C\w{22}$/);
      expect(headers.get('anthropic-organization-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('anthropic-ratelimit-requests-remaining')).toBe('3999');
      expect(headers.has('anthropic-ratelimit-unified-status')).toBe(false);
    });

    it('name the unified limits of an OAuth token', async () => {
      const { headers } = await post({ ...GOOD, system: [IDENTITY] }, BY_TOKEN);

      expect(headers.get('anthropic-ratelimit-unified-status')).toBe('allowed');
      expect(headers.get('anthropic-ratelimit-unified-representative-claim')).toBe('five_hour');
      expect(Number(headers.get('anthropic-ratelimit-unified-reset'))).toBeGreaterThan(Date.now() / 1000);
      expect(headers.has('anthropic-ratelimit-requests-limit')).toBe(false);
    });
  });

  describe('transport', () => {
    const withoutVersion = { ...JSON_TYPE, 'x-api-key': 'sk-good' };

    it.each<[string, Record<string, string>, unknown, number, string]>([
      ['a missing version', withoutVersion, GOOD, 400, 'anthropic-version: header is required'],
      [
        'an unknown version',
        { ...BY_KEY, 'anthropic-version': '2024-01-01' },
        GOOD,
        400,
        'not a valid version',
      ],
      ['another content type', { ...BY_KEY, 'content-type': 'text/plain' }, GOOD, 400, 'content-type'],
      ['a body that is no JSON', BY_KEY, '{"model":', 400, 'not valid JSON'],
      ['a body that is no object', BY_KEY, '[]', 400, 'body: Input should be a valid object'],
      ['an empty body', BY_KEY, '', 400, 'not valid JSON'],
      ['a body over 32 MB', BY_KEY, `"${'x'.repeat(32 * 1024 * 1024)}"`, 413, 'maximum size'],
    ])('refuses %s', async (_, headers, body, status, message) => {
      const answer = await post(body, headers);

      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toContain(message);
    });

    it('takes messages by POST only', async () => {
      const response = await fetch(`${fake.origin}/v1/messages`, { headers: BY_KEY });

      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    });

    it('answers 404 for what is no model', async () => {
      const answer = await post({ ...GOOD, model: 'gpt-5' });

      expect([answer.status, answer.body.error]).toEqual([
        404,
        { type: 'not_found_error', message: 'model: gpt-5' },
      ]);
    });

    it('does not take a queued answer for a refused request', async () => {
      fake.nextAnswer({ fixture: 'refusal' });

      await post({ ...GOOD, foo: 1 });
      const good = await post(GOOD);

      expect(good.body.stop_reason).toBe('refusal');
    });
  });

  describe('refuses, with 400 and the field at fault,', () => {
    it.each<[string, JsonObject, string]>([
      // Shape
      ['an unknown field', { foo: 1 }, 'foo: Extra inputs are not permitted'],
      ['betas in the body', { betas: ['a'] }, 'betas: Extra inputs are not permitted'],
      ["OpenAI's fields", { n: 1 }, 'n: Extra inputs are not permitted'],
      ['a missing field', { max_tokens: undefined }, 'max_tokens: Field required'],
      ['a wrong type', { stream: 'yes' }, 'stream: Input should be a valid boolean'],
      ['a wrong role', { messages: [{ role: 'tool', content: 'x' }] }, "messages.0: Input tag 'tool'"],
      [
        'an unknown block',
        { messages: [user({ type: 'image_url' })] },
        "messages.0.content.0: Input tag 'image_url'",
      ],
      [
        'a field of no block',
        { messages: [user(text('x', { foo: 1 }))] },
        'messages.0.content.0.text.foo: Extra inputs',
      ],
      [
        'a block without its field',
        { messages: [user({ type: 'text' })] },
        'messages.0.content.0.text.text: Field required',
      ],
      ['a system block that is no text', { system: [{ type: 'image' }] }, 'system.0'],
      ['an unknown tool type', { tools: [{ type: 'function', name: 'a' }] }, "tools.0: Input tag 'function'"],
      ["OpenAI's tool shape", { tools: [{ function: TOOL }] }, 'tools.0.custom'],
      [
        "OpenAI's tool_choice",
        { tools: [TOOL], tool_choice: 'auto' },
        'tool_choice: Input should be a valid object',
      ],
      [
        'an unknown tool_choice',
        { tools: [TOOL], tool_choice: { type: 'required' } },
        "Input tag 'required'",
      ],
      [
        'an unknown effort',
        { output_config: { effort: 'minimal' } },
        'output_config.effort: Input should be',
      ],
      ['an unknown service tier', { service_tier: 'flex' }, 'service_tier: Input should be one of'],
      [
        'a cache life of its own',
        { system: [text('x', { cache_control: { ...CACHED, ttl: '2h' } })] },
        'cache_control.ttl',
      ],
      // Conversation
      ['no messages', { messages: [] }, 'at least one message'],
      ['an assistant first', { messages: [assistant(text('x'))] }, 'first message must use the "user" role'],
      ['two users in a row', { messages: [user(text('a')), user(text('b'))] }, 'roles must alternate'],
      [
        'a system message',
        { messages: [user(text('a')), { role: 'system', content: 'b' }] },
        'messages.1.role',
      ],
      ['empty content', { messages: [{ role: 'user', content: '' }] }, 'non-empty content'],
      ['no content blocks', { messages: [user()] }, 'non-empty content'],
      ['an empty text block', { messages: [user(text(''))] }, 'text content blocks must be non-empty'],
      ['a blank text block', { messages: [user(text(' \n'))] }, 'must contain non-whitespace text'],
      ['an empty system block', { system: [text('')] }, 'system: text content blocks must be non-empty'],
      [
        'a prefill that ends in a space',
        { messages: [user(text('a')), assistant(text('b '))] },
        'trailing whitespace',
      ],
      [
        'an image of the assistant',
        {
          messages: [
            user(text('a')),
            assistant({ type: 'image', source: { type: 'url', url: 'https://a.b/c' } }),
          ],
        },
        '`image` blocks can only be in `user` messages',
      ],
      [
        'a thought of the user',
        { messages: [user({ type: 'thinking', thinking: 'a', signature: 'b' })] },
        '`thinking` blocks',
      ],
      [
        'a thought without signature',
        {
          messages: [
            user(text('a')),
            assistant({ type: 'thinking', thinking: 'a', signature: '' }, text('b')),
          ],
        },
        'Invalid `signature`',
      ],
      [
        'a message that ends in a thought',
        { messages: [user(text('a')), assistant({ type: 'thinking', thinking: 'a', signature: 'b' })] },
        'final block in an assistant message cannot be `thinking`',
      ],
      [
        'image data that is no base64',
        {
          messages: [
            user({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'data:xx' } }),
          ],
        },
        'invalid base64 data',
      ],
      [
        'an image address that is none',
        { messages: [user({ type: 'image', source: { type: 'url', url: 'cat.png' } })] },
        'valid URL',
      ],
      // Tool exchange
      [
        'a tool use without result',
        { messages: [user(text('a')), assistant(TOOL_USE)], tools: [TOOL] },
        'without `tool_result`',
      ],
      ['a result of no tool use', { messages: [user(TOOL_RESULT)] }, 'unexpected `tool_use_id`'],
      [
        'a result for another tool use',
        exchange(TOOL_USE, { ...TOOL_RESULT, tool_use_id: 'toolu_2' }),
        'without `tool_result`',
      ],
      [
        'text before a result',
        { messages: [user(text('a')), assistant(TOOL_USE), user(text('b'), TOOL_RESULT)], tools: [TOOL] },
        'without `tool_result`',
      ],
      [
        'one result for two tool uses',
        {
          messages: [user(text('a')), assistant(TOOL_USE, { ...TOOL_USE, id: 'toolu_2' }), user(TOOL_RESULT)],
        },
        'immediately after: toolu_2',
      ],
      [
        'two results for one tool use',
        { messages: [user(text('a')), assistant(TOOL_USE), user(TOOL_RESULT, TOOL_RESULT)] },
        'must have a single result',
      ],
      [
        'one id for two tool uses',
        { messages: [user(text('a')), assistant(TOOL_USE, TOOL_USE), user(TOOL_RESULT)] },
        'ids must be unique',
      ],
      [
        'a tool use id with a dot',
        exchange({ ...TOOL_USE, id: 'a.b' }, TOOL_RESULT),
        'tool_use.id: String should match',
      ],
      [
        'a tool use name with a space',
        exchange({ ...TOOL_USE, name: 'a b' }, TOOL_RESULT),
        'tool_use.name: String',
      ],
      [
        'tool input that is a string',
        exchange({ ...TOOL_USE, input: '{}' }, TOOL_RESULT),
        'input: Input should be a valid dictionary',
      ],
      // Tools
      [
        'a tool name with a dot',
        { tools: [{ ...TOOL, name: 'a.b' }] },
        'tools.0.custom.name: String should match',
      ],
      [
        'a tool name of 129 letters',
        { tools: [{ ...TOOL, name: 'a'.repeat(129) }] },
        'tools.0.custom.name: String',
      ],
      ['two tools of one name', { tools: [TOOL, TOOL] }, 'Tool names must be unique'],
      [
        'an input schema that is no object',
        { tools: [{ ...TOOL, input_schema: { type: 'string' } }] },
        'input_schema.type',
      ],
      [
        'an input schema without type',
        { tools: [{ ...TOOL, input_schema: {} }] },
        'input_schema.type: Field required',
      ],
      [
        'an input schema that is a union',
        { tools: [{ ...TOOL, input_schema: { type: 'object', anyOf: [{}] } }] },
        'does not support oneOf, allOf, or anyOf',
      ],
      [
        'an input schema that is no JSON Schema',
        { tools: [{ ...TOOL, input_schema: { type: 'object', properties: { a: { type: 'text' } } } }] },
        'JSON schema is invalid',
      ],
      [
        'tool_choice without tools',
        { tool_choice: { type: 'auto' } },
        'only be specified while providing tools',
      ],
      [
        'a chosen tool that is not there',
        { tools: [TOOL], tool_choice: { type: 'tool', name: 'b' } },
        "Tool 'b' not found",
      ],
      [
        'a strict tool with an open object',
        { tools: [{ ...TOOL, strict: true }] },
        "'additionalProperties' must be explicitly set to false",
      ],
      [
        'a strict tool where there are none',
        { model: 'claude-sonnet-4', tools: [{ ...TOOL, input_schema: SCHEMA, strict: true }] },
        'strict: Extra inputs',
      ],
      // Parameters
      ['no tokens', { max_tokens: 0 }, 'max_tokens: must be greater'],
      ['half a token', { max_tokens: 1.5 }, 'max_tokens: Input should be a valid integer'],
      ['more tokens than the model has', { max_tokens: 64_001 }, 'max_tokens: 64001 > 64000'],
      [
        'more tokens than an old model has',
        { model: 'claude-3-haiku-20240307', max_tokens: 4097 },
        '4097 > 4096',
      ],
      ['a temperature above 1', { temperature: 1.1 }, 'temperature: range: 0..1'],
      ['a negative temperature', { temperature: -0.1 }, 'temperature: range: 0..1'],
      ['a top_p above 1', { top_p: 2 }, 'top_p: range: 0..1'],
      ['temperature with top_p on a 4.5 model', { temperature: 1, top_p: 1 }, 'cannot both be specified'],
      ['a blank stop sequence', { stop_sequences: ['a', ' \n'] }, 'must contain non-whitespace'],
      ['an empty stop sequence', { stop_sequences: [''] }, 'must contain non-whitespace'],
      ['an e-mail address as user', { metadata: { user_id: 'ada@example.com' } }, 'email address'],
      ['a phone number as user', { metadata: { user_id: '+33 1 23 45 67 89' } }, 'phone number'],
      [
        'a fifth cache breakpoint',
        { system: Array(5).fill(text('x', { cache_control: CACHED })) },
        'A maximum of 4 blocks',
      ],
      [
        'a breakpoint in tools beside four others',
        {
          tools: [{ ...TOOL, cache_control: CACHED }],
          system: Array(4).fill(text('x', { cache_control: CACHED })),
        },
        'Found 5',
      ],
      [
        'a long-lived breakpoint after a short one',
        {
          system: [
            text('x', { cache_control: CACHED }),
            text('x', { cache_control: { ...CACHED, ttl: '1h' } }),
          ],
        },
        "a ttl='1h'",
      ],
      // Models
      [
        'sampling on a newest model',
        { model: 'claude-opus-5-5', temperature: 1 },
        'temperature: `temperature` is not supported',
      ],
      ['sampling on a 4.7 model', { model: 'claude-opus-4-7', top_k: 5 }, 'top_k: `top_k` is not supported'],
      ['sampling on an unknown model', { model: 'claude-next', top_p: 1 }, 'top_p: `top_p` is not supported'],
      [
        'a forced tool on a newest model',
        { model: 'claude-sonnet-5-5', tools: [TOOL], tool_choice: { type: 'any' } },
        'tool_choice: type "any"',
      ],
      [
        'a forced tool on fable-5',
        { model: 'claude-fable-5', tools: [TOOL], tool_choice: { type: 'tool', name: 'look' } },
        'tool_choice: type "tool"',
      ],
      [
        'a budget on an adaptive model',
        { model: 'claude-opus-5', thinking: { type: 'enabled', budget_tokens: 1024 } },
        'thinking.type: "enabled"',
      ],
      ['adaptive thinking on a 4.5 model', { thinking: { type: 'adaptive' } }, 'thinking.type: "adaptive"'],
      [
        'thinking on an old model',
        { model: 'claude-3-5-sonnet-20241022', thinking: { type: 'enabled', budget_tokens: 1024 } },
        'thinking.type: "enabled"',
      ],
      [
        'thinking turned off where it stays on',
        { model: 'claude-opus-5-5', thinking: { type: 'disabled' } },
        'thinking.type: "disabled"',
      ],
      [
        'effort on a model without it',
        { output_config: { effort: 'high' } },
        'does not support the effort parameter',
      ],
      [
        'xhigh effort on a 4.6 model',
        { model: 'claude-opus-4-6', output_config: { effort: 'xhigh' } },
        "effort level 'xhigh'",
      ],
      // Thinking
      [
        'a small budget',
        { thinking: { type: 'enabled', budget_tokens: 1023 } },
        'greater than or equal to 1024',
      ],
      [
        'a budget as large as max_tokens',
        { thinking: { type: 'enabled', budget_tokens: 2000 } },
        '`max_tokens` must be greater',
      ],
      [
        'thinking at a temperature',
        { thinking: { type: 'enabled', budget_tokens: 1024 }, temperature: 0.5 },
        '`temperature` may only be set to 1',
      ],
      [
        'thinking with top_k',
        { thinking: { type: 'enabled', budget_tokens: 1024 }, top_k: 5 },
        '`top_k` must be unset',
      ],
      [
        'thinking with a forced tool',
        { thinking: { type: 'enabled', budget_tokens: 1024 }, tools: [TOOL], tool_choice: { type: 'any' } },
        'Thinking may not be enabled when tool_choice forces tool use',
      ],
      // Structured output
      [
        'a format on a model without',
        { model: 'claude-opus-4-20250514', ...format(SCHEMA) },
        'output_config.format: this model',
      ],
      [
        'an open object in a format',
        format({ type: 'object', properties: {} }),
        "'additionalProperties' must be",
      ],
      [
        'an open object deep in a format',
        format({ ...SCHEMA, $defs: { b: { type: 'array', items: { type: 'object' } } } }),
        "'additionalProperties' must be",
      ],
      ...['minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf', 'maxItems'].map(
        (keyword): [string, JsonObject, string] => [
          `${keyword} in a format`,
          format({ ...SCHEMA, properties: { a: { type: 'string', [keyword]: 1 } } }),
          `property '${keyword}' is not supported`,
        ],
      ),
    ])('%s', async (_, changes, message) => {
      const answer = await post({ ...GOOD, ...changes });

      expect([answer.status, answer.body.type, answer.body.error.type]).toEqual([
        400,
        'error',
        'invalid_request_error',
      ]);
      expect(answer.body.error.message).toContain(message);
      expect(answer.body.request_id).toBe(answer.headers.get('request-id'));
    });
  });

  describe('accepts', () => {
    it.each<[string, JsonObject]>([
      [
        'a parameter called like a refused keyword',
        format({ ...SCHEMA, properties: { minLength: { type: 'integer' } } }),
      ],
      ['an alternating conversation', { messages: [user(text('a')), assistant(text('b')), user(text('c'))] }],
      ['a prefill', { messages: [user(text('a')), assistant(text('b'))] }],
      [
        'a tool exchange with text after the result',
        {
          messages: [user(text('a')), assistant(text('b'), TOOL_USE), user(TOOL_RESULT, text('c'))],
          tools: [TOOL],
        },
      ],
      [
        'two tool uses with two results',
        {
          messages: [
            user(text('a')),
            assistant(TOOL_USE, { ...TOOL_USE, id: 'toolu_2' }),
            user({ ...TOOL_RESULT, tool_use_id: 'toolu_2' }, TOOL_RESULT),
          ],
          tools: [TOOL],
        },
      ],
      [
        'thinking blocks that come back',
        {
          messages: [
            user(text('a')),
            assistant(
              { type: 'thinking', thinking: 'b', signature: 'c' },
              { type: 'redacted_thinking', data: 'd' },
              TOOL_USE,
            ),
            user(TOOL_RESULT),
          ],
          thinking: { type: 'enabled', budget_tokens: 1024 },
          tools: [TOOL],
        },
      ],
      [
        'images and documents',
        {
          messages: [
            user(
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
              { type: 'image', source: { type: 'url', url: 'https://example.com/cat.png' } },
              { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'abc' } },
              text('What is this?'),
            ),
          ],
        },
      ],
      [
        'a draft-7 schema of a tool',
        {
          tools: [
            { ...TOOL, input_schema: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' } },
          ],
        },
      ],
      [
        'hosted tools without a beta',
        {
          tools: [
            { type: 'web_search_20250305', name: 'web_search', max_uses: 5 },
            { type: 'text_editor_20250728', name: 'str_replace_based_edit_tool' },
          ],
        },
      ],
      ['four cache breakpoints', { system: Array(4).fill(text('x', { cache_control: CACHED })) }],
      ['temperature alone', { temperature: 0.3 }],
      ['temperature with top_p before 4.5', { model: 'claude-opus-4-1', temperature: 0.3, top_p: 0.9 }],
      ['thinking at temperature 1', { thinking: { type: 'enabled', budget_tokens: 1024 }, temperature: 1 }],
      [
        'adaptive thinking with effort',
        {
          model: 'claude-opus-5-5',
          thinking: { type: 'adaptive' },
          output_config: { effort: 'xhigh' },
          max_tokens: 128_000,
        },
      ],
      ['thinking between tools', { model: 'claude-sonnet-5-5', thinking: { type: 'between_tools' } }],
      [
        'a forced tool on opus-5',
        {
          model: 'claude-opus-5',
          tools: [TOOL],
          tool_choice: { type: 'any', disable_parallel_tool_use: true },
        },
      ],
      ['a structured answer', format(SCHEMA)],
      ['a strict tool', { tools: [{ ...TOOL, input_schema: SCHEMA, strict: true }] }],
      ['a plain user id', { metadata: { user_id: 'user_1b2c-3d4e_session_5f6a' } }],
    ])('%s', async (_, changes) => {
      const answer = await post({ ...GOOD, ...changes });

      expect(answer.body.error).toBeUndefined();
      expect(answer.status).toBe(200);
    });
  });

  describe('betas', () => {
    const hosted = (type: string, name: string, more: JsonObject = {}) => ({
      tools: [{ type, name, ...more }],
    });
    const screen = { display_width_px: 800, display_height_px: 600 };
    const server = { type: 'url', name: 'docs', url: 'https://example.com/mcp' };

    it.each<[string, JsonObject, string, string]>([
      [
        'computer_20241022',
        hosted('computer_20241022', 'computer', screen),
        'computer-use-2024-10-22',
        'tools.0',
      ],
      ['bash_20241022', hosted('bash_20241022', 'bash'), 'computer-use-2024-10-22', 'tools.0'],
      [
        'computer_20250124',
        hosted('computer_20250124', 'computer', screen),
        'computer-use-2025-01-24',
        'tools.0',
      ],
      ['bash_20250124', hosted('bash_20250124', 'bash'), 'computer-use-2025-01-24', 'tools.0'],
      [
        'text_editor_20250124',
        hosted('text_editor_20250124', 'str_replace_editor'),
        'computer-use-2025-01-24',
        'tools.0',
      ],
      [
        'text_editor_20250429',
        hosted('text_editor_20250429', 'str_replace_based_edit_tool'),
        'computer-use-2025-01-24',
        'tools.0',
      ],
      [
        'computer_20251124',
        hosted('computer_20251124', 'computer', screen),
        'computer-use-2025-11-24',
        'tools.0',
      ],
      [
        'code_execution_20250522',
        hosted('code_execution_20250522', 'code_execution'),
        'code-execution-2025-05-22',
        'tools.0',
      ],
      [
        'code_execution_20250825',
        hosted('code_execution_20250825', 'code_execution'),
        'code-execution-2025-08-25',
        'tools.0',
      ],
      ['memory_20250818', hosted('memory_20250818', 'memory'), 'context-management-2025-06-27', 'tools.0'],
      ['web_fetch_20250910', hosted('web_fetch_20250910', 'web_fetch'), 'web-fetch-2025-09-10', 'tools.0'],
      ['mcp_servers', { mcp_servers: [server] }, 'mcp-client-2025-04-04', 'mcp_servers'],
      [
        'mcp_servers with a toolset',
        { mcp_servers: [server], tools: [{ type: 'mcp_toolset', mcp_server_name: 'docs' }] },
        'mcp-client-2025-11-20',
        'mcp_servers',
      ],
      [
        'defer_loading',
        { tools: [{ ...TOOL, defer_loading: true }] },
        'advanced-tool-use-2025-11-20',
        'tools.0.custom.defer_loading',
      ],
      [
        'input_examples',
        { tools: [{ ...TOOL, input_examples: [{}] }] },
        'advanced-tool-use-2025-11-20',
        'tools.0.custom.input_examples',
      ],
      [
        'allowed_callers',
        { tools: [{ ...TOOL, allowed_callers: ['direct'] }] },
        'advanced-tool-use-2025-11-20',
        'tools.0.custom.allowed_callers',
      ],
      [
        'context_management',
        { context_management: { edits: [] } },
        'context-management-2025-06-27',
        'context_management',
      ],
      ['skills', { container: { skills: [] } }, 'skills-2025-10-02', 'container.skills'],
      [
        'output_format',
        { output_format: { type: 'json_schema', schema: SCHEMA } },
        'structured-outputs-2025-11-13',
        'output_format',
      ],
      [
        'a file',
        { messages: [user({ type: 'document', source: { type: 'file', file_id: 'file_1' } })] },
        'files-api-2025-04-14',
        'messages.0.content.0.document.source.file',
      ],
    ])('%s needs its beta', async (_, changes, beta, field) => {
      const without = await post({ ...GOOD, ...changes });
      const withBeta = await post({ ...GOOD, ...changes }, { ...BY_KEY, 'anthropic-beta': `other, ${beta}` });

      expect(without.status).toBe(400);
      expect(without.body.error.message).toMatch(
        new RegExp(`^${field}: (Extra inputs are not permitted|Input tag)`),
      );
      expect(withBeta.body.error).toBeUndefined();
    });

    it('an MCP server needs a toolset under the newer beta', async () => {
      const answer = await post(
        { ...GOOD, mcp_servers: [server] },
        { ...BY_KEY, 'anthropic-beta': 'mcp-client-2025-11-20' },
      );

      expect(answer.body.error.message).toContain("'docs' must be referenced by exactly one mcp_toolset");
    });

    it('an MCP toolset needs its server', async () => {
      const tools = [{ type: 'mcp_toolset', mcp_server_name: 'docs' }];

      const answer = await post({ ...GOOD, tools }, { ...BY_KEY, 'anthropic-beta': 'mcp-client-2025-11-20' });

      expect(answer.body.error.message).toContain("'docs', which is not in mcp_servers");
    });

    it('interleaved thinking may have a budget over max_tokens', async () => {
      const body = { ...GOOD, thinking: { type: 'enabled', budget_tokens: 9000 } };

      const answer = await post(body, { ...BY_KEY, 'anthropic-beta': 'interleaved-thinking-2025-05-14' });

      expect(answer.status).toBe(200);
    });
  });

  describe('API version 2026-10-21', () => {
    const headers = { ...BY_KEY, 'anthropic-version': '2026-10-21' };
    const cited = user(
      text('a', {
        citations: [
          {
            type: 'char_location',
            cited_text: 'b',
            document_index: 0,
            document_title: null,
            start_char_index: 0,
            end_char_index: 1,
          },
        ],
      }),
    );

    it.each<[string, JsonObject, string]>([
      ['temperature', { temperature: 1 }, 'temperature: Extra inputs are not permitted'],
      ['top_p', { top_p: 1 }, 'top_p: Extra inputs are not permitted'],
      ['top_k', { top_k: 5 }, 'top_k: Extra inputs are not permitted'],
      ['citations of the user', { messages: [cited] }, 'must not have citations'],
    ])('no longer takes %s', async (_, changes, message) => {
      const answer = await post({ ...GOOD, ...changes }, headers);
      const before = await post({ ...GOOD, ...changes });

      expect(answer.body.error.message).toContain(message);
      expect(before.status).toBe(200);
    });

    it('takes the rest as before', async () => {
      expect((await post(GOOD, headers)).status).toBe(200);
    });
  });

  describe('a key as a bearer token', () => {
    it('is accepted where the fake was told so, without the OAuth rules', async () => {
      const lenient = await startFakeAnthropic({ apiKeys: ['sk-good'], allowBearerKeys: true });
      const headers = { ...VERSION, ...JSON_TYPE, authorization: 'Bearer sk-good' };
      const response = await fetch(`${lenient.origin}/v1/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify(GOOD),
      });

      expect(response.status).toBe(200);
      await response.text();
      await lenient.close();
    });
  });

  describe('count_tokens', () => {
    const body = { model: GOOD.model, messages: GOOD.messages };

    it('refuses what governs an answer', async () => {
      const answer = await post(GOOD, BY_KEY, '/v1/messages/count_tokens');

      expect(answer.body.error.message).toBe('max_tokens: Extra inputs are not permitted');
    });

    it('holds its prompt to the same rules', async () => {
      const answer = await post({ ...body, messages: [] }, BY_KEY, '/v1/messages/count_tokens');

      expect(answer.body.error.message).toContain('at least one message');
    });

    it('counts for an OAuth token without the Claude Code prompt', async () => {
      const answer = await post(body, BY_TOKEN, '/v1/messages/count_tokens');

      expect(answer.body).toEqual({ input_tokens: expect.any(Number) });
    });
  });
});
