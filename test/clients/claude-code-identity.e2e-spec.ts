import { CLAUDE_CODE_PROMPT, type Stack, startStack } from './start-stack.js';

const IDENTITY = { type: 'text', text: CLAUDE_CODE_PROMPT };
const ATTRIBUTION = {
  type: 'text',
  text: 'x-anthropic-billing-header: cc_version=2.1.0; cc_entrypoint=cli;',
};
const OTHER_IDENTITY = { type: 'text', text: 'You are a Claude agent, built on the Agent SDK.' };
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
  ['attribution and identity', [ATTRIBUTION, IDENTITY, BRIEF], [ATTRIBUTION, IDENTITY, BRIEF]],
];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

async function systemSentUp(path: string, body: object): Promise<unknown> {
  const response = await stack.post(path, { max_tokens: 50, ...body });
  expect({ status: response.status, text: await response.text() }).toMatchObject({ status: 200 });
  return stack.lastUpstream().body.system;
}

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
