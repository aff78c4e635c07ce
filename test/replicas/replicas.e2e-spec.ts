import { setTimeout as wait } from 'node:timers/promises';

import { type Door, WHOLE_DOORS } from '../robustness/doors.js';
import type { HttpAnswer } from '../robustness/http-call.js';
import type { Subject } from '../reliability/harness/admin.js';
import { makeAdmin } from '../reliability/harness/admin.js';
import {
  answerWith,
  NANO_USD_PER_INPUT_TOKEN,
  NANO_USD_PER_OUTPUT_TOKEN,
} from '../reliability/harness/answer-with.js';
import { manyAtOnce } from '../reliability/harness/at-once.js';
import { call, openCall } from '../reliability/harness/calls.js';
import { dollars, IS_LONG, percentile, quote } from '../reliability/harness/figures.js';
import { costOf } from '../reliability/harness/invariants.js';
import { MASTER_KEY } from '../reliability/harness/start-stack.js';
import { describeWithRedis } from './redis-server.js';
import { type Replica, type Replicas, startReplicas } from './start-replicas.js';

const DOOR = WHOLE_DOORS[0] as Door;
const INPUT_TOKENS = 100;
const OUTPUT_TOKENS = 500;
const COST_OF_ANSWER = INPUT_TOKENS * NANO_USD_PER_INPUT_TOKEN + OUTPUT_TOKENS * NANO_USD_PER_OUTPUT_TOKEN;
const MINUTE_MS = 60_000;
/** Times are those of callers: a call is let in a little after it is made. */
const TIME_ERROR_MS = 500;
const CASE_LIMIT_MS = IS_LONG ? 300_000 : 60_000;

describeWithRedis('three replicas', () => {
  let stack: Replicas;
  let replicas: readonly Replica[];

  beforeAll(async () => {
    stack = await startReplicas(3);
    replicas = stack.all;
  }, 120_000);
  beforeEach(() =>
    stack.fake.answerAll({
      message: answerWith({ input_tokens: INPUT_TOKENS, output_tokens: OUTPUT_TOKENS }),
      delayHeadersMs: 20,
    }),
  );
  afterAll(() => stack?.close(), 60_000);

  const ask = (index: number, key: string, maxTokens = OUTPUT_TOKENS): Promise<HttpAnswer> =>
    call(replicas[index % replicas.length]!.target, { door: DOOR, key, maxTokens });

  const statuses = (answers: readonly HttpAnswer[]): Record<number, number> => {
    const counts: Record<number, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };

  /** The key's spend as each replica's admin API tells it. */
  const spendEverywhere = (subject: Subject): Promise<number[]> =>
    Promise.all(
      replicas.map(({ url }) =>
        makeAdmin(
          () => url,
          MASTER_KEY,
          () => {},
        ).spendOf(subject),
      ),
    );

  async function untilItIsSo(isSo: () => Promise<boolean>, limitMs: number): Promise<number> {
    const startedAt = performance.now();
    while (!(await isSo())) {
      if (performance.now() - startedAt > limitMs)
        throw new Error(`Not so within ${limitMs} ms: ${String(isSo)}`);
      await wait(20);
    }
    return performance.now() - startedAt;
  }

  describe('S08: what is changed on one holds on all', () => {
    it.each([
      ['blocks a key', 'POST', '/block', undefined, 403],
      ['deletes a key', 'DELETE', '', undefined, 401],
      ['takes a key its budget', 'PATCH', '', { max_budget: 0.000_001 }, 429],
    ])(
      'an administrator who %s has every replica refuse it within a second',
      async (_, method, path, body, status) => {
        const key = await stack.admin.make('key');
        for (let index = 0; index < 6; index++) expect((await ask(index, key.key)).status).toBe(200);
        await stack.admin.ask(`${method} /admin/keys/${key.id}${path}`, body);
        const changedAt = performance.now();
        const tookMs = await Promise.all(
          replicas.map(async (_replica, index) => {
            await untilItIsSo(async () => (await ask(index, key.key)).status === status, 1_000);
            return performance.now() - changedAt;
          }),
        );
        for (let index = 0; index < 6; index++) expect((await ask(index, key.key)).status).toBe(status);
        quote('S08', `3 replicas, ${method}${path}: held on all after ${Math.round(Math.max(...tookMs))} ms`);
      },
    );
  });

  it(
    'R14: a limit of 600 requests a minute lets 570 to 600 through in any minute, whoever is asked',
    async () => {
      const key = await stack.admin.make('key', { rpm_limit: 600 });
      const admittedAt: number[] = [];
      const offered = IS_LONG ? 4_000 : 1_500;
      const overMs = IS_LONG ? 100_000 : 0;
      const startedAt = performance.now();
      const answers = await manyAtOnce(offered, 60, async (index) => {
        await wait(Math.max(0, startedAt + (index / offered) * overMs - performance.now()));
        const answer = await ask(index, key.key, 10);
        if (answer.status === 200) admittedAt.push(performance.now());
        return answer;
      });
      expect(Object.keys(statuses(answers)).sort()).toEqual(['200', '429']);
      const most = mostWithin(admittedAt, MINUTE_MS - TIME_ERROR_MS);
      expect(most).toBeLessThanOrEqual(600);
      expect(most).toBeGreaterThanOrEqual(570);
      const tookMs = performance.now() - startedAt;
      quote(
        'R14',
        `3 replicas, 600 a minute, ${offered} offered in ${(tookMs / 1000).toFixed(1)} s: ${admittedAt.length} let through, at most ${most} in a minute`,
      );
    },
    CASE_LIMIT_MS,
  );

  it(
    'R03: a budget of $1 is used to its end and never exceeded by 200 callers at once',
    async () => {
      const key = await stack.admin.make('key', { max_budget: 1, budget_duration: '30d' });
      let heldRefusals = 0;
      const answered = await manyAtOnce(200, 200, async (index) => {
        let count = 0;
        for (let round = index; ; round++) {
          const answer = await ask(round, key.key);
          if (answer.status === 200) {
            count++;
            continue;
          }
          expect(answer.status).toBe(429);
          if (!answer.text.includes('held for calls under way')) return count;
          heldRefusals++;
          await wait(200);
        }
      });
      const count = answered.reduce((sum, own) => sum + own, 0);
      expect(count * COST_OF_ANSWER).toBeLessThanOrEqual(1e9);
      expect(count * COST_OF_ANSWER).toBeGreaterThanOrEqual(0.95e9);
      expect(await spendEverywhere(key)).toEqual(replicas.map(() => count * COST_OF_ANSWER));
      await untilRecorded(key, count);
      quote(
        'R03',
        `3 replicas, $1, 200 at once: ${count} answered, spent ${dollars(count * COST_OF_ANSWER)}, overshoot $0, ${heldRefusals} refused for now`,
      );
    },
    CASE_LIMIT_MS,
  );

  it(
    'what a killed replica held is free within seven seconds, and what it spent is counted once',
    async () => {
      const key = await stack.admin.make('key', { max_parallel_requests: 4, max_budget: 1 });
      for (let index = 0; index < 6; index++) expect((await ask(index, key.key)).status).toBe(200);
      stack.fake.answerAll({
        message: answerWith({ input_tokens: INPUT_TOKENS, output_tokens: OUTPUT_TOKENS }),
        delayHeadersMs: 60_000,
      });
      const victim = replicas[2]!;
      const open = Array.from({ length: 4 }, () =>
        openCall(victim.target, { door: DOOR, key: key.key, maxTokens: OUTPUT_TOKENS }),
      );
      await stack.fake.waitForOpenRequests(4);
      expect((await ask(0, key.key)).text).toContain('4 are under way');
      // Two calls, each with a line at its beginning and its end, and four that have begun.
      await untilItIsSo(async () => victim.journal().split(key.id).length - 1 === 8, 5_000);
      await victim.kill();
      const killedAt = performance.now();
      stack.fake.answerAll({
        message: answerWith({ input_tokens: INPUT_TOKENS, output_tokens: OUTPUT_TOKENS }),
      });
      await untilItIsSo(async () => (await ask(0, key.key)).status === 200, 7_000);
      const freeAfterMs = performance.now() - killedAt;
      await Promise.all(open.map((one) => one.until(({ isClosed }) => isClosed)));
      // It comes back, and takes up what it was cut off from.
      await victim.start();
      await untilRecorded(key, 7 + 4);
      const spent = costOf(await stack.admin.records(`key_id=${key.id}`));
      expect(spent).toBeGreaterThan(7 * COST_OF_ANSWER);
      expect(await spendEverywhere(key)).toEqual(replicas.map(() => spent));
      quote('R01', `3 replicas, one killed with 4 calls under way: free after ${Math.round(freeAfterMs)} ms`);
    },
    CASE_LIMIT_MS,
  );

  it(
    'R13: Redis paused, then killed, then back: no call fails, limits become shares, the log stays quiet',
    async () => {
      const key = await stack.admin.make('key', { max_budget: 1_000, rpm_limit: 1_000_000 });
      const limited = await stack.admin.make('key', { rpm_limit: 30 });
      for (let index = 0; index < 6; index++) expect((await ask(index, key.key)).status).toBe(200);
      const durations: number[] = [];
      const answers: HttpAnswer[] = [];
      let isOver = false;
      const load = manyAtOnce(12, 12, async (lane) => {
        for (let index = lane; !isOver; index++) {
          const startedAt = performance.now();
          answers.push(await ask(index, key.key));
          durations.push(performance.now() - startedAt);
          await wait(10);
        }
      });
      const linesBefore = replicas.map((replica) => replica.messages().length);
      await wait(500);
      stack.redis.pause();
      await wait(1_000);
      // Each replica lets its third of the limit through.
      const shares = await Promise.all(
        replicas.map((_, index) =>
          Promise.all(Array.from({ length: 15 }, () => ask(index, limited.key))).then(statuses),
        ),
      );
      await wait(IS_LONG ? 60_000 : 2_000);
      stack.redis.goOn();
      await wait(2_000);
      await stack.redis.kill();
      await wait(2_000);
      await stack.redis.start();
      await wait(2_500);
      isOver = true;
      await load;
      for (const share of shares) expect(share).toEqual({ 200: 10, 429: 5 });
      expect(statuses(answers)).toEqual({ 200: answers.length });
      const spoken = replicas.map((replica, index) =>
        replica
          .messages()
          .slice(linesBefore[index])
          .filter((message) => message.includes('Redis')),
      );
      for (const lines of spoken) {
        expect(lines.length).toBeLessThanOrEqual(4);
        expect(lines[0]).toMatch(/^Redis is away/);
        expect(lines.at(-1)).toMatch(/^Redis is back/);
      }
      await untilRecorded(key, answers.length + 6);
      const spent = (answers.length + 6) * COST_OF_ANSWER;
      expect(await spendEverywhere(key)).toEqual(replicas.map(() => spent));
      quote(
        'R13',
        `3 replicas, Redis paused, killed and back: ${answers.length} calls, 0 failed, p50 ${percentile(durations, 0.5).toFixed(0)} ms, longest ${Math.max(...durations).toFixed(0)} ms, lines in the log ${spoken.map(({ length }) => length).join(', ')}`,
      );
    },
    CASE_LIMIT_MS,
  );

  it('a change that is made while Redis is away holds on all replicas within two seconds', async () => {
    const key = await stack.admin.make('key');
    for (let index = 0; index < 6; index++) expect((await ask(index, key.key)).status).toBe(200);
    await stack.redis.kill();
    await stack.admin.ask(`POST /admin/keys/${key.id}/block`);
    await Promise.all(
      replicas.map((_, index) => untilItIsSo(async () => (await ask(index, key.key)).status === 403, 2_000)),
    );
    await stack.redis.start();
    await Promise.all(
      replicas.map((replica) =>
        untilItIsSo(
          async () =>
            replica
              .messages()
              .filter((line) => line.includes('Redis'))
              .at(-1)
              ?.startsWith('Redis is back') === true,
          5_000,
        ),
      ),
    );
  });

  /** Resolves once the database has so many attempts of a key that were answered or cut off. */
  async function untilRecorded(key: Subject, count: number): Promise<void> {
    await untilItIsSo(async () => {
      const records = await stack.admin.records(`key_id=${key.id}`);
      return records.filter(({ result }) => result !== 'refused').length === count;
    }, 15_000);
  }
});

/** The most of some times that lie within a span. */
function mostWithin(times: readonly number[], spanMs: number): number {
  const sorted = [...times].sort((left, right) => left - right);
  let first = 0;
  return sorted.reduce((most, time, index) => {
    while (time - sorted[first]! >= spanMs) first++;
    return Math.max(most, index - first + 1);
  }, 0);
}
