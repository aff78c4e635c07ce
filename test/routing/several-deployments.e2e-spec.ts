import { databases } from '../database/start-test-database.js';
import type { JsonObject } from '../fake-anthropic/start-fake-anthropic.mjs';
import { STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { type HttpAnswer, post } from '../robustness/http-call.js';
import { bodyFor, type Door } from '../robustness/doors.js';
import {
  deploymentOf,
  type PairOfUpstreams,
  startPairOfUpstreams,
  type Upstreams,
} from './start-pair-of-upstreams.js';

const MASTER_KEY = 'sk-master-0123456789abcdefghijklmn';
const DOORS = [...WHOLE_DOORS, ...STREAM_DOORS];
/** In Anthropic's words and in OpenAI's. */
const REFUSAL = /"stop_reason": ?"refusal"|"finish_reason": ?"content_filter"/;
const OVERLOADED = { status: 529 } as const;

/** Names whose first deployment is asked first, one for each thing that is tried: none meets the cool-down of another. */
const NAMES = [
  ...DOORS.flatMap((_, index) => [`retried-${index}`, `refusing-${index}`, `long-${index}`]),
  'recorded',
  'limited',
  'left',
  'counted',
  'broken',
  'exhausted',
  'refusing-twice',
];

function configFor({ first, second }: Upstreams): string {
  const pairs = NAMES.flatMap((name) => [
    deploymentOf(name, first, { id: `${name}-a`, order: 1 }),
    deploymentOf(name, second, { id: `${name}-b`, order: 2 }),
  ]);
  const fallbacks = NAMES.map(
    (name) => `{ ${name}: [${name === 'refusing-twice' ? 'failing-choice' : 'second-choice'}] }`,
  ).join(', ');
  return `
model_list:${pairs.join('')}
${deploymentOf('second-choice', second, { id: 'second-choice-1', model: 'claude-haiku-4-5' })}
${deploymentOf('failing-choice', second, { id: 'failing-choice-1' })}
${deploymentOf('sticky', first, { id: 'sticky-a' })}
${deploymentOf('sticky', second, { id: 'sticky-b' })}
router_settings:
  num_retries: 1
  fallbacks: [{ exhausted: [second-choice] }]
  context_window_fallbacks: [${fallbacks}]
  content_policy_fallbacks: [${fallbacks}]
`;
}

describe.each(databases())('two deployments behind one name ($name)', ({ start }) => {
  let pair: PairOfUpstreams;
  let key: string;

  beforeAll(async () => {
    const database = await start();
    pair = await startPairOfUpstreams({
      yaml: configFor,
      database,
      env: { TOLLGATE_MASTER_KEY: MASTER_KEY },
    });
    const made = await admin('POST', '/admin/keys', { name: 'routing', max_budget: 100 });
    key = String(made.key);
  });
  beforeEach(() => {
    pair.first.reset();
    pair.second.reset();
  });
  afterAll(() => pair.close());

  async function admin(method: string, path: string, body?: object): Promise<JsonObject> {
    const response = await fetch(pair.gateway.url + path, {
      method,
      headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as JsonObject;
  }

  function ask(door: Door, model: string, { more = {}, headers = {} } = {}): Promise<HttpAnswer> {
    const body = bodyFor(door, { model, ...more });
    return post({
      port: pair.port,
      path: door.path,
      body,
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
  }

  /** All records of a request, once there are so many, in the order of its attempts. */
  async function recordsOf({ headers }: HttpAnswer, count: number): Promise<JsonObject[]> {
    const id = String(headers['x-request-id']);
    for (let tries = 0; ; tries++) {
      const { data } = (await admin('GET', `/admin/usage?request_id=${id}`)) as { data: JsonObject[] };
      if (data.length >= count || tries === 100) {
        return data.sort((one, other) => Number(one.attempt) - Number(other.attempt));
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it.each(DOORS.map((door, index) => ({ ...door, model: `retried-${index}` })))(
    'hide an overloaded one from $name',
    async ({ model, ...door }) => {
      pair.first.answerAll(OVERLOADED);
      const answer = await ask(door, model);
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'x-tollgate-attempts': '2', 'x-tollgate-deployment': `${model}-b` },
      });
      expect([pair.first.requests.length, pair.second.requests.length]).toEqual([1, 1]);
    },
  );

  it('leave a record of each attempt, with its own deployment, ending and time', async () => {
    pair.first.answerAll(OVERLOADED);
    const records = await recordsOf(await ask(WHOLE_DOORS[0]!, 'recorded'), 2);
    expect(records).toMatchObject([
      { attempt: 1, deployment: 'recorded-a', result: 'failed', error_type: 'overloaded_error', cost_usd: 0 },
      { attempt: 2, deployment: 'recorded-b', result: 'completed', error_type: null },
    ]);
    expect(Number(records[1]!.cost_usd)).toBeGreaterThan(0);
    expect(Date.parse(String(records[1]!.created_at))).toBeGreaterThanOrEqual(
      Date.parse(String(records[0]!.created_at)),
    );
  });

  it.each(DOORS.map((door, index) => ({ ...door, model: `refusing-${index}` })))(
    'try a refusal under another name, for $name',
    async ({ model, ...door }) => {
      pair.first.answerAll({ fixture: 'refusal' });
      const answer = await ask(door, model);
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'x-tollgate-attempts': '2', 'x-tollgate-deployment': 'second-choice-1' },
      });
      expect(answer.text).not.toMatch(REFUSAL);
      expect(await recordsOf(answer, 2)).toMatchObject([
        { attempt: 1, deployment: `${model}-a`, result: 'completed', served_model: null },
        {
          attempt: 2,
          model,
          deployment: 'second-choice-1',
          result: 'completed',
          served_model: 'second-choice',
        },
      ]);
    },
  );

  it.each(DOORS)('give $name the refusal when the other name fails too', async (door) => {
    pair.first.answerAll({ fixture: 'refusal' });
    pair.second.answerAll(OVERLOADED);
    const answer = await ask(door, 'refusing-twice');
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(REFUSAL);
    expect(await recordsOf(answer, 2)).toMatchObject([
      { attempt: 1, result: 'completed' },
      { attempt: 2, result: 'failed', error_type: 'overloaded_error' },
    ]);
  });

  it.each(DOORS.map((door, index) => ({ ...door, model: `long-${index}` })))(
    'try a prompt that is too long under another name, for $name',
    async ({ model, ...door }) => {
      const message = 'prompt is too long: 250000 tokens > 200000 maximum';
      pair.first.answerAll({ status: 400, error: { type: 'invalid_request_error', message } });
      const answer = await ask(door, model);
      expect(answer).toMatchObject({ status: 200, headers: { 'x-tollgate-deployment': 'second-choice-1' } });
    },
  );

  it('go over to another name when both fail', async () => {
    pair.first.answerAll(OVERLOADED);
    pair.second.answerAll(({ headers }) =>
      headers['x-api-key'] === 'sk-ant-test-exhausted-b' ? OVERLOADED : {},
    );
    const answer = await ask(WHOLE_DOORS[1]!, 'exhausted');
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'x-tollgate-attempts': '3', 'x-tollgate-deployment': 'second-choice-1' },
    });
    expect(await recordsOf(answer, 3)).toMatchObject([
      { deployment: 'exhausted-a', result: 'failed' },
      { deployment: 'exhausted-b', result: 'failed' },
      { deployment: 'second-choice-1', served_model: 'second-choice', result: 'completed' },
    ]);
  });

  it('do not try again what is wrong with the request itself', async () => {
    pair.first.answerAll({
      status: 400,
      error: { type: 'invalid_request_error', message: 'messages: wrong' },
    });
    const answer = await ask(WHOLE_DOORS[1]!, 'broken');
    expect(answer).toMatchObject({ status: 400, headers: { 'x-tollgate-attempts': '1' } });
    expect(pair.second.requests).toEqual([]);
  });

  it('give upstream’s own words back while all are at their limits, and ask nobody', async () => {
    const limited = { status: 429, retryAfter: 30 };
    pair.first.answerAll(limited);
    pair.second.answerAll(limited);
    const first = await ask(WHOLE_DOORS[1]!, 'limited');
    expect(first.status).toBe(429);
    const asked = pair.first.requests.length + pair.second.requests.length;
    const second = await ask(WHOLE_DOORS[1]!, 'limited');
    expect(second).toMatchObject({ status: 429, text: expect.stringContaining('"rate_limit_error"') });
    expect(Number(second.headers['retry-after'])).toBeGreaterThan(25);
    expect(pair.first.requests.length + pair.second.requests.length).toBe(asked);
  });

  it('count tokens with the other one too', async () => {
    pair.first.answerAll({ ...OVERLOADED }, { route: 'count_tokens' });
    const counting = { name: 'count', path: '/v1/messages/count_tokens', isStream: false };
    const { max_tokens: _, ...body } = bodyFor(counting, { model: 'counted' }) as JsonObject;
    const answer = await post({
      port: pair.port,
      path: counting.path,
      body,
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer).toMatchObject({ status: 200, headers: { 'x-tollgate-attempts': '2' } });
  });

  it.each(['x-claude-code-session-id', 'metadata', 'beginning'])(
    'keep a conversation where it began, told by its %s',
    async (mark) => {
      for (let conversation = 0; conversation < 6; conversation++) {
        pair.first.reset();
        pair.second.reset();
        const id = `${mark}-${conversation}`;
        const headers = mark === 'x-claude-code-session-id' ? { [mark]: id } : {};
        for (let turn = 0; turn < 5; turn++) {
          const more = {
            ...(mark === 'metadata' ? { metadata: { user_id: `user_1_account_2_session_${id}` } } : {}),
            messages: conversationOf(mark === 'beginning' ? id : `${turn}`, turn),
          };
          expect((await ask(WHOLE_DOORS[1]!, 'sticky', { more, headers })).status).toBe(200);
        }
        expect([pair.first.requests.length, pair.second.requests.length].sort()).toEqual([0, 5]);
      }
    },
  );

  it('share conversations between them', async () => {
    for (let conversation = 0; conversation < 40; conversation++) {
      await ask(WHOLE_DOORS[1]!, 'sticky', {
        more: { messages: conversationOf(`other ${conversation}`, 0) },
      });
    }
    // One of two for each by chance: that one of them gets fewer than 4 of 40 has a chance of 1 in 50 million.
    expect(Math.min(pair.first.requests.length, pair.second.requests.length)).toBeGreaterThanOrEqual(4);
  });
});

/** A conversation by its first message, after some turns; what is to be cached is marked anew with each. */
function conversationOf(beginning: string, turns: number): object[] {
  const text = { type: 'text', text: `Let us talk of ${beginning}.` };
  const first = turns === 0 ? { ...text, cache_control: { type: 'ephemeral' } } : text;
  return [
    { role: 'user', content: [first] },
    ...Array.from({ length: turns }, (_, turn) => [
      { role: 'assistant', content: `Reply ${turn}` },
      { role: 'user', content: `Question ${turn}` },
    ]).flat(),
  ];
}
