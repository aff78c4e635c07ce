import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AnswerSpec, FakeAnthropic, FakeRequest } from '../fake-anthropic/start-fake-anthropic.mjs';
import { secretsIn, secretsOnDisk } from '../reliability/harness/planted-secrets.js';
import {
  BY_LOGIN,
  BY_TOKEN,
  type ClaudeCodeStack,
  LOGIN,
  MASTER_KEY,
  PAIR,
  SINGLE,
  startClaudeCodeStack,
  STORED_TOKEN,
  UPSTREAM_KEY,
  WITH_WRONG_KEY,
} from './start-claude-code-stack.js';
import type { Recorded } from './start-recorder.js';

const MESSAGES = '/v1/messages';
const PROMPT = 'The merger with Initech is planned for May.';
const KEPT = 'Kept for later: initech-42';
const OVERLOADED: AnswerSpec = { status: 529 };
const ATTRIBUTION = /^x-anthropic-billing-header:/;

let stack: ClaudeCodeStack;
let first: FakeAnthropic;
let second: FakeAnthropic;

beforeAll(async () => {
  stack = await startClaudeCodeStack();
  [first, second] = stack.fakes;
});
beforeEach(() => {
  stack.recorder.reset();
  for (const fake of stack.fakes) {
    fake.reset();
    fake.answerAll(says('Done.'));
  }
});
afterAll(() => stack.close());

function says(text: string): AnswerSpec {
  return answers([{ type: 'text', text }], 'end_turn');
}

function uses(name: string, input: object): AnswerSpec {
  return answers([{ type: 'tool_use', id: `toolu_${name}`, name, input }], 'tool_use');
}

/** A message of the model, which goes out as a stream where one is asked for. */
function answers(content: object[], stop_reason: string): AnswerSpec {
  const usage = { input_tokens: 12, output_tokens: 24 };
  const head = { id: 'msg_01', type: 'message', role: 'assistant', model: SINGLE };
  return { message: { ...head, content, stop_reason, stop_sequence: null, usage } };
}

function messagesTo(fake: FakeAnthropic): FakeRequest[] {
  return fake.requests.filter(({ path }) => path === MESSAGES);
}

/** What the client sent and what of it arrived upstream, call by call. */
function exchanges(): { sent: Recorded; received: FakeRequest }[] {
  const received = messagesTo(first);
  return stack.recorder.requestsTo(MESSAGES).map((sent, index) => {
    const arrived = received[index];
    if (arrived === undefined) throw new Error(`The client's request ${index + 1} did not arrive upstream.`);
    return { sent, received: arrived };
  });
}

function toolResultsIn({ body }: FakeRequest): string[] {
  const blocks = body.messages.flatMap(({ content }: { content: unknown }) => content);
  return blocks.filter(({ type }: { type?: string }) => type === 'tool_result').map(JSON.stringify);
}

describe('Claude Code with the three lines of the README', () => {
  it('gets its answer, and its request goes up in its own bytes', async () => {
    first.nextAnswer(says('Hello, Ada.'));
    const { exitCode, answer } = await stack.claude.run(PROMPT, { env: stack.setUp(SINGLE) });

    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({ is_error: false, result: 'Hello, Ada.' });
    const [{ sent, received }] = exchanges() as [{ sent: Recorded; received: FakeRequest }];
    expect(sent.url).toBe('/v1/messages?beta=true');
    expect(received.rawBody.equals(sent.body)).toBe(true);
    expect(received.body.system[0].text).toMatch(ATTRIBUTION);
    expect(received.headers).toMatchObject({
      'x-api-key': UPSTREAM_KEY,
      'anthropic-beta': sent.headers['anthropic-beta'],
      'anthropic-version': sent.headers['anthropic-version'],
    });
    expect(sent.headers['anthropic-beta']).toContain('claude-code-');
  });

  it('finds the gateway there with its probe', async () => {
    await stack.claude.run(PROMPT, { env: stack.setUp(SINGLE) });
    expect(stack.recorder.requestsTo('/')).toMatchObject([{ method: 'HEAD', status: 200 }]);
  });

  it('sees the answer grow while it is streamed', async () => {
    first.nextAnswer({ fixture: 'long-text', chunks: 20 });
    const args = ['--output-format', 'stream-json', '--verbose', '--include-partial-messages'];
    const { lines, answer } = await stack.claude.run(PROMPT, { env: stack.setUp(SINGLE), args });

    const deltas = lines.filter(({ event }) => event?.delta?.type === 'text_delta');
    expect(deltas).toHaveLength(20);
    expect(deltas.map(({ event }) => event.delta.text).join('')).toBe(answer.result);
  });

  it('makes the round trips of its tools, each turn in its own bytes', async () => {
    const file = join(stack.claude.home, 'notes.txt');
    first.nextAnswer(uses('Write', { file_path: file, content: KEPT }));
    first.nextAnswer(uses('Bash', { command: 'cat notes.txt', description: 'Reads the notes' }));
    first.nextAnswer(says('The notes are written.'));
    const tools = ['Write', 'Bash(cat:*)'];
    const { answer } = await stack.claude.run(PROMPT, { env: stack.setUp(SINGLE), tools });

    expect(answer).toMatchObject({ is_error: false, result: 'The notes are written.', num_turns: 3 });
    expect(readFileSync(file, 'utf8')).toBe(KEPT);
    const turns = exchanges();
    expect(turns).toHaveLength(3);
    for (const { sent, received } of turns) expect(received.rawBody.equals(sent.body)).toBe(true);
    const systems = turns.map(({ received }) => JSON.stringify(received.body.system[0]));
    expect(new Set(systems).size).toBe(1);
    expect(toolResultsIn(turns[1]?.received as FakeRequest)).toEqual([
      expect.stringContaining('toolu_Write'),
    ]);
    expect(toolResultsIn(turns[2]?.received as FakeRequest)[1]).toContain(KEPT);
  });

  it('counts tokens for /context, without a word changed', async () => {
    const { answer } = await stack.claude.run('/context', { env: stack.setUp(SINGLE) });

    expect(answer.result).toContain('Context Usage');
    const counted = stack.recorder.requestsTo('/v1/messages/count_tokens');
    expect(counted.length).toBeGreaterThan(0);
    expect(counted.filter(({ status }) => status !== 200)).toEqual([]);
    const arrived = first.requests.map(({ rawBody }) => rawBody.toString()).sort();
    expect(arrived).toEqual(counted.map(({ body }) => body.toString()).sort());
  });

  it('names its session, which is in the usage records', async () => {
    const { answer } = await stack.claude.run(PROMPT, { env: stack.setUp(SINGLE) });
    const [record] = await stack.waitForRecords(answer.session_id, 1);
    expect(record).toMatchObject({ session_id: answer.session_id, model: SINGLE, status: 200, stream: true });
  });

  it('takes the same from its settings file', async () => {
    const folder = join(stack.claude.home, '.claude');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'settings.json');
    writeFileSync(file, JSON.stringify({ env: stack.setUp(SINGLE) }));
    const { answer } = await stack.claude.run(PROMPT);
    writeFileSync(file, '{}');

    expect(answer).toMatchObject({ is_error: false, result: 'Done.' });
    expect(messagesTo(first)).toHaveLength(1);
  });
});

describe('model discovery', () => {
  it('finds the models of the key, by their names, when it is switched on', async () => {
    const { key } = await stack.admin('POST', '/admin/keys', { name: 'discovery', models: [SINGLE, PAIR] });
    const env = {
      ...stack.setUp(SINGLE),
      ANTHROPIC_AUTH_TOKEN: key as string,
      CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '',
    };
    await stack.claude.run(PROMPT, { env });

    expect(stack.recorder.requestsTo('/v1/models')).toMatchObject([
      { method: 'GET', url: '/v1/models?limit=1000', status: 200 },
    ]);
    const found = readFileSync(join(stack.claude.home, '.claude/cache/gateway-models.json'), 'utf8');
    expect(JSON.parse(found).models).toEqual([
      { id: SINGLE, display_name: 'Claude Opus 4.8' },
      { id: PAIR, display_name: 'Claude Sonnet 4.6' },
    ]);
  });
});

describe('each way to authenticate', () => {
  const forms = [
    ['ANTHROPIC_AUTH_TOKEN', ['authorization']],
    ['ANTHROPIC_API_KEY', ['x-api-key']],
    ['apiKeyHelper', ['authorization', 'x-api-key']],
  ] as const;

  it.each(forms)('lets Claude Code in: %s, as %j', async (form, headers) => {
    const key = stack.virtualKey;
    const settings = ['--settings', JSON.stringify({ apiKeyHelper: `echo ${key}` })];
    const { answer } = await stack.claude.run(PROMPT, {
      env: {
        ANTHROPIC_BASE_URL: stack.recorder.url,
        ANTHROPIC_MODEL: SINGLE,
        ...(form === 'apiKeyHelper' ? {} : { [form]: key }),
      },
      args: form === 'apiKeyHelper' ? settings : [],
    });

    expect(answer).toMatchObject({ is_error: false, result: 'Done.' });
    const [{ sent, received }] = exchanges() as [{ sent: Recorded; received: FakeRequest }];
    const carrying = Object.keys(sent.headers).filter((name) => String(sent.headers[name]).includes(key));
    expect(carrying.sort()).toEqual(headers);
    expect(received.headers['x-api-key']).toBe(UPSTREAM_KEY);
    expect(received.rawHeaders.join('\n')).not.toContain(key);
  });
});

describe('what waiting does not cure', () => {
  it('a wrong key is said at once, and not tried again', async () => {
    const env = { ...stack.setUp(SINGLE), ANTHROPIC_AUTH_TOKEN: 'sk-wrong' };
    await expectRefusal(env, /401.*key/);
  });

  it('a budget that is used up', async () => {
    const { key } = await stack.admin('POST', '/admin/keys', { name: 'poor', max_budget: 0.000001 });
    await expectRefusal({ ...stack.setUp(SINGLE), ANTHROPIC_AUTH_TOKEN: key as string }, /429.*budget/);
  });

  it('a model that the key may not use', async () => {
    const { key } = await stack.admin('POST', '/admin/keys', { name: 'held', models: [PAIR] });
    await expectRefusal({ ...stack.setUp(SINGLE), ANTHROPIC_AUTH_TOKEN: key as string }, /403.*model/);
  });

  it('a deployment whose credential Anthropic refuses', async () => {
    await expectRefusal(stack.setUp(WITH_WRONG_KEY), /502.*gateway's own credential/);
  });

  async function expectRefusal(env: Record<string, string>, words: RegExp): Promise<void> {
    const { answer } = await stack.claude.run(PROMPT, { env });
    expect(answer).toMatchObject({ is_error: true, result: expect.stringMatching(words) });
    expect(stack.recorder.requestsTo(MESSAGES)).toHaveLength(1);
  }
});

describe('through claude_code_native/', () => {
  it.each(['1', '0'])('only the name of the model is replaced, attribution %s', async (attribution) => {
    const env = { ...stack.setUp(BY_TOKEN), CLAUDE_CODE_ATTRIBUTION_HEADER: attribution };
    const { answer } = await stack.claude.run(PROMPT, { env });

    expect(answer).toMatchObject({ is_error: false, result: 'Done.' });
    const [{ sent, received }] = exchanges() as [{ sent: Recorded; received: FakeRequest }];
    expect(ATTRIBUTION.test(received.body.system[0].text)).toBe(attribution === '1');
    const renamed = sent.body.toString().replace(`"model":"${BY_TOKEN}"`, `"model":"${SINGLE}"`);
    expect(received.rawBody.toString()).toBe(renamed);
    expect(received.headers).toMatchObject({
      authorization: `Bearer ${STORED_TOKEN}`,
      'anthropic-beta': `${String(sent.headers['anthropic-beta'])},oauth-2025-04-20`,
    });
  });

  it("the user's own login goes up, and the gateway's key does not", async () => {
    const { answer } = await stack.claude.run(PROMPT, { env: withLogin(LOGIN) });

    expect(answer).toMatchObject({ is_error: false, result: 'Done.' });
    const [{ sent, received }] = exchanges() as [{ sent: Recorded; received: FakeRequest }];
    expect(received.headers).toMatchObject({
      authorization: `Bearer ${LOGIN}`,
      'anthropic-beta': sent.headers['anthropic-beta'],
    });
    expect(received.rawHeaders.join('\n')).not.toContain(stack.virtualKey);
    const [record] = await stack.waitForRecords(answer.session_id, 1);
    expect(record).toMatchObject({ model: BY_LOGIN, is_notional: true });
  });

  it('a login that has expired is for its user to renew', async () => {
    const { answer } = await stack.claude.run(PROMPT, { env: withLogin('sk-ant-oat01-expired') });

    expect(answer).toMatchObject({ is_error: true, result: expect.stringMatching(/authenticate|login/i) });
    expect(stack.recorder.requestsTo(MESSAGES)[0]?.status).toBe(401);
  });

  function withLogin(login: string): Record<string, string> {
    return {
      ANTHROPIC_BASE_URL: stack.recorder.url,
      ANTHROPIC_MODEL: BY_LOGIN,
      ANTHROPIC_CUSTOM_HEADERS: `x-tollgate-api-key: ${stack.virtualKey}`,
      CLAUDE_CODE_OAUTH_TOKEN: login,
    };
  }
});

describe('an overloaded upstream that recovers', () => {
  it('is tried again by the client where there is one deployment', async () => {
    first.nextAnswer(OVERLOADED);
    const { answer } = await stack.claude.run(PROMPT, { env: stack.setUp(SINGLE) });

    expect(answer).toMatchObject({ is_error: false, result: 'Done.' });
    expect(stack.recorder.requestsTo(MESSAGES).map(({ status }) => status)).toEqual([529, 200]);
  });

  it('is no matter for the client where there are two', async () => {
    let failures = 1;
    for (const fake of stack.fakes) fake.answerAll(() => (failures-- > 0 ? OVERLOADED : says('Done.')));
    const { answer } = await stack.claude.run(PROMPT, { env: stack.setUp(PAIR) });

    expect(answer).toMatchObject({ is_error: false, result: 'Done.' });
    const sent = stack.recorder.requestsTo(MESSAGES);
    expect(sent.map(({ status }) => status)).toEqual([200]);
    expect(sent[0]?.answered['x-tollgate-attempts']).toBe('2');
    expect([messagesTo(first).length, messagesTo(second).length]).toEqual([1, 1]);
    const records = await stack.waitForRecords(answer.session_id, 2);
    expect(records.map(({ status }) => status)).toEqual([expect.any(Number), 200]);
  });
});

describe('a session', () => {
  it('stays on the deployment that it began on, through tools and when it is taken up again', async () => {
    const commands = Array.from({ length: 6 }, (_, turn) => `echo ${turn}`);
    for (const fake of stack.fakes) {
      for (const command of commands) fake.nextAnswer(uses('Bash', { command }));
    }
    const options = { env: stack.setUp(PAIR), tools: ['Bash(echo:*)'] };
    const begun = await stack.claude.run(PROMPT, options);
    const resumed = await stack.claude.run('Go on.', {
      ...options,
      args: ['--resume', begun.answer.session_id],
    });

    expect(resumed.answer).toMatchObject({ is_error: false, result: 'Done.' });
    expect([messagesTo(first).length, messagesTo(second).length].sort()).toEqual([0, 8]);
    const records = await stack.waitForRecords(begun.answer.session_id, 8);
    expect(new Set(records.map(({ deployment }) => deployment)).size).toBe(1);
  });
});

describe('what all of this leaves behind', () => {
  it('has no key, no login, no prompt and nothing of a tool in the log, at debug level, or on disk', async () => {
    const secrets = {
      'the virtual key': stack.virtualKey,
      'the master key': MASTER_KEY,
      'the upstream key': UPSTREAM_KEY,
      'the stored token': STORED_TOKEN,
      'the login': LOGIN,
      'the prompt': PROMPT,
      'what a tool gave': KEPT,
    };
    const log = JSON.stringify(stack.gateway.logLines);
    expect(log).toContain(BY_LOGIN);
    expect(secretsIn(log, secrets)).toEqual([]);
    expect(await secretsOnDisk(stack.database, secrets)).toEqual([]);
  });
});
