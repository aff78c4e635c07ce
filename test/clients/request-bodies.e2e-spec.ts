import { CLAUDE_CODE_PROMPT, type Stack, startStack } from './start-stack.js';

/** Nothing here survives a parse and a stringify: spacing, key order, escapes, number spellings. */
const ODD = String.raw`
{ "stop_sequences" :["\u0045ND"],
	"messages":[ {"content" : [{"text":"Gr\u00fc\u00DFe \/ \ud83c\udf89 \"q\"","type":"text" , "cache_control":{"type":"ephemeral","ttl":"1h"}}], "role":"user"}],
  "temperature":1.0, "max_tokens":5e1,
  "metadata" : { "user_id":null },
  "model":"MODEL"SYSTEM , "top_k": 40
}
`;
const ODD_SYSTEM = String.raw`, "system" : [ {"text":"Be \u0062rief.","type":"text","cache_control":{ "ttl":"1h","type":"ephemeral" }} ]`;

const IDENTITY = { type: 'text', text: CLAUDE_CODE_PROMPT };
const ATTRIBUTION = {
  type: 'text',
  text: 'x-anthropic-billing-header: cc_version=2.1.0; cc_entrypoint=cli;',
};
const OTHER_IDENTITY = { type: 'text', text: 'You are a Claude agent, built on the Agent SDK.' };
const AGENT_IDENTITY = {
  type: 'text',
  text: "You are a Claude agent, built on Anthropic's Claude Agent SDK.",
};
const CACHED = { type: 'text', text: 'A long manual.', cache_control: { type: 'ephemeral', ttl: '1h' } };
const BRIEF = { type: 'text', text: 'Be brief.' };

/** What a caller's system prompt becomes for Claude Code's way. The same value: it goes up as it is. */
const MESSAGES_CASES: [string, unknown, unknown][] = [
  ['no system prompt', undefined, [IDENTITY]],
  ['an empty one', '', [IDENTITY]],
  ['a string', 'Be brief.', [IDENTITY, BRIEF]],
  ['blocks with their cache_control', [BRIEF, CACHED], [IDENTITY, BRIEF, CACHED]],
  ['the identity as a string', CLAUDE_CODE_PROMPT, CLAUDE_CODE_PROMPT],
  ['the identity as its first block', [IDENTITY, CACHED], [IDENTITY, CACHED]],
  [
    'the identity with a cache_control',
    [{ ...CACHED, ...IDENTITY }, BRIEF],
    [{ ...CACHED, ...IDENTITY }, BRIEF],
  ],
  [
    'the attribution block first',
    [ATTRIBUTION, OTHER_IDENTITY, CACHED],
    [ATTRIBUTION, OTHER_IDENTITY, CACHED],
  ],
  ['what the Agent SDK says of itself', [AGENT_IDENTITY, CACHED], [AGENT_IDENTITY, CACHED]],
  ['attribution and identity', [ATTRIBUTION, IDENTITY, BRIEF], [ATTRIBUTION, IDENTITY, BRIEF]],
];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

function oddBody(model: string, system = ''): string {
  return ODD.replace('MODEL', model).replace('SYSTEM', system);
}

/** Sends a body through the gateway and gives back what arrived upstream. */
async function sentUpFor(body: string | Buffer, path = '/v1/messages'): Promise<string> {
  const before = stack.fake.requests.length;
  await stack.post(path, body);
  expect(stack.fake.requests).toHaveLength(before + 1);
  return stack.lastUpstream().rawBody.toString();
}

async function systemSentUp(path: string, body: object): Promise<unknown> {
  const response = await stack.post(path, { max_tokens: 50, ...body });
  expect({ status: response.status, text: await response.text() }).toMatchObject({ status: 200 });
  return stack.lastUpstream().body.system;
}

describe('a body on /v1/messages', () => {
  it('goes up byte for byte when nothing in it has to change', async () => {
    const identity = `, "system": [{"type":"text","text":${JSON.stringify(CLAUDE_CODE_PROMPT)}}]`;
    const body = oddBody('claude-sonnet-4-6', identity);
    expect(await sentUpFor(body)).toBe(body);
    expect(stack.lastUpstream().answeredStatus).toBe(200);
  });

  it('changes by its model name alone where that has a provider or is an alias', async () => {
    for (const model of ['anthropic/claude-sonnet-4-6', 'house-sonnet', 'sonnet', 'gpt-4o']) {
      const body = oddBody(model, ODD_SYSTEM);
      expect(await sentUpFor(body)).toBe(oddBody('claude-sonnet-4-6', ODD_SYSTEM));
      expect(stack.lastUpstream().answeredStatus).toBe(200);
    }
  });

  it('changes by its system prompt alone where one has to be added', async () => {
    const sent = await sentUpFor(oddBody('claude-sonnet-4-6'));
    const added = `"system":[{"type":"text","text":${JSON.stringify(CLAUDE_CODE_PROMPT)}}],`;
    expect(sent).toContain(added);
    expect(sent.replace(added, '')).toBe(oddBody('claude-sonnet-4-6'));
  });

  it('keeps every byte around a system prompt that has to change', async () => {
    const body = oddBody('claude-sonnet-4-6', ODD_SYSTEM);
    const sent = await sentUpFor(body);
    const at = body.indexOf('[ {"text":"Be');
    const end = body.indexOf(' , "top_k"');
    expect(sent.startsWith(body.slice(0, at))).toBe(true);
    expect(sent.endsWith(body.slice(end))).toBe(true);
    expect(JSON.parse(sent).system).toEqual([
      { type: 'text', text: CLAUDE_CODE_PROMPT },
      { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } },
    ]);
  });

  it('keeps fields that the gateway does not know, in their spelling', async () => {
    const body =
      '{"x_future":[1.0,1E3,-0.0,12345678901234567890,{"\\u0061":"\\/"}],"model":"anthropic/claude-sonnet-4-6","max_tokens":10,"messages":[{"role":"user","content":"Hi","x_mark":1.50}]}';
    expect(await sentUpFor(body)).toBe(body.replace('anthropic/', ''));
  });

  it('is the same for counting tokens', async () => {
    const body =
      '{ "messages":[{"role":"user","content":"Gr\\u00fc\u00dfe"}] , "model":"anthropic/claude-sonnet-4-6" }';
    expect(await sentUpFor(body, '/v1/messages/count_tokens')).toBe(body.replace('anthropic/', ''));
  });

  it('has the length that its header says, also with characters of several bytes', async () => {
    const body = oddBody('anthropic/claude-sonnet-4-6').replace('"q\\"', '"\u{1f600}世界');
    const sent = await sentUpFor(body);
    expect(stack.lastUpstream().headers['content-length']).toBe(String(Buffer.byteLength(sent)));
    expect(stack.lastUpstream().headers).not.toHaveProperty('transfer-encoding');
  });

  it('arrives whole when it is large and comes in pieces', async () => {
    const text = 'äöü€😀 '.repeat(200_000);
    const body = JSON.stringify({
      model: 'anthropic/claude-sonnet-4-6',
      max_tokens: 5,
      messages: [{ role: 'user', content: text }],
    });
    expect((await sentUpFor(body)) === body.replace('anthropic/', '')).toBe(true);
  });

  it.each(['?beta=true', '?beta=true&x=1', '/'])('is taken at /v1/messages%s too', async (suffix) => {
    const response = await stack.post(`/v1/messages${suffix}`, oddBody('house-sonnet'));
    expect(response.status).toBe(200);
  });
});

describe("Claude Code's prompt on /v1/messages", () => {
  const messages = [{ role: 'user', content: 'Hi' }];

  it.each(MESSAGES_CASES)('is there once for %s', async (_what, system, expected) => {
    for (const stream of [false, true]) {
      const body = { model: 'claude-sonnet-4-6', messages, system, stream };
      expect(await systemSentUp('/v1/messages', body)).toEqual(expected);
    }
  });

  it.each(MESSAGES_CASES)('is counted with its tokens too for %s', async (_what, system, expected) => {
    const body = { model: 'claude-sonnet-4-6', messages, system, max_tokens: undefined };
    expect(await systemSentUp('/v1/messages/count_tokens', body)).toEqual(expected);
  });

  it.each(MESSAGES_CASES)('is never added for the anthropic provider: %s', async (_what, system) => {
    const body = { model: 'anthropic/claude-sonnet-4-6', messages, system };
    expect(await systemSentUp('/v1/messages', body)).toEqual(system);
  });
});

describe("Claude Code's prompt on /v1/chat/completions", () => {
  const user = { role: 'user', content: 'Hi' };
  const CASES: [string, object[], unknown[]][] = [
    ['no system message', [], [IDENTITY]],
    ['an empty one', [{ role: 'system', content: '' }], [IDENTITY]],
    ['a system message', [{ role: 'system', content: 'Be brief.' }], [IDENTITY, BRIEF]],
    [
      'system and developer messages',
      [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: [CACHED] },
      ],
      [IDENTITY, BRIEF, CACHED],
    ],
    ['the identity itself', [{ role: 'system', content: CLAUDE_CODE_PROMPT }], [IDENTITY]],
    ['the identity among others', [{ role: 'system', content: [IDENTITY, CACHED] }], [IDENTITY, CACHED]],
    [
      'the attribution block first',
      [{ role: 'system', content: [ATTRIBUTION, OTHER_IDENTITY, CACHED] }],
      [ATTRIBUTION, OTHER_IDENTITY, CACHED],
    ],
  ];

  it.each(CASES)('is there once for %s', async (_what, instructions, expected) => {
    for (const stream of [false, true]) {
      const body = { model: 'claude-sonnet-4-6', messages: [...instructions, user], stream };
      expect(await systemSentUp('/v1/chat/completions', body)).toEqual(expected);
    }
  });

  it.each(CASES)('is never added for the anthropic provider: %s', async (_what, instructions, expected) => {
    const own = JSON.stringify(instructions).includes(CLAUDE_CODE_PROMPT);
    const body = { model: 'anthropic/claude-sonnet-4-6', messages: [...instructions, user] };
    const system = own ? expected : expected.filter((block) => block !== IDENTITY);
    expect(await systemSentUp('/v1/chat/completions', body)).toEqual(
      system.length === 0 ? undefined : system,
    );
  });

  it('stands before a system message that comes late in the conversation', async () => {
    const messages = [
      user,
      { role: 'assistant', content: 'Hello' },
      { role: 'system', content: 'Be brief.' },
      user,
    ];
    expect(await systemSentUp('/v1/chat/completions', { model: 'claude-sonnet-4-6', messages })).toEqual([
      IDENTITY,
      BRIEF,
    ]);
  });
});
