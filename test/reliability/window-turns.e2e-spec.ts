import { setTimeout as wait } from 'node:timers/promises';

import { databases } from '../database/start-test-database.js';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { answerWith, NANO_USD_PER_INPUT_TOKEN, NANO_USD_PER_OUTPUT_TOKEN } from './harness/answer-with.js';
import { call } from './harness/calls.js';
import { dollars, IS_LONG, quote } from './harness/figures.js';
import { costOf, expectInvariants } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];
const CALLERS = 16;
const WINDOW_MS = 2_000;
const LASTS_MS = IS_LONG ? 40_000 : 5_000;
const BUDGET_USD = 0.08;
const USAGE = { input_tokens: 100, output_tokens: 500 };
const COST = 100 * NANO_USD_PER_INPUT_TOKEN + 500 * NANO_USD_PER_OUTPUT_TOKEN;
const END = /begins anew at ([^ ]+Z)\./;

describe.each(databases())(
  'R15: a budget of two seconds under load ($name)',
  ({ name: databaseName, start }) => {
    let stack: Stack;

    beforeAll(async () => {
      stack = await startStack(start, { keepRequests: 10 });
    }, 60_000);
    afterAll(() => stack?.close());

    it(
      'turns by the clock alone: each window is held to its limit, and no spend is erased',
      async () => {
        stack.fake.answerAll({ message: answerWith(USAGE), delayHeadersMs: 20 });
        const team = await stack.make('team', { name: 'all of it' });
        const budgets = {
          max_budget: BUDGET_USD,
          budget_duration: '2s',
          budget_limits: [{ max_budget: 1_000 }],
        };
        const key = await stack.make('key', { ...budgets, team_id: team.id });
        const until = Date.now() + LASTS_MS;
        const answered: string[] = [];
        const namedEnds = new Set<number>();
        const callers = Array.from({ length: CALLERS }, async (_, caller) => {
          for (let round = caller; Date.now() < until; round += 1) {
            const beganAt = Date.now();
            const answer = await call(stack.target, {
              door: DOORS[round % DOORS.length] as Door,
              key: key.key,
            });
            if (answer.status === 200) {
              answered.push(String(answer.headers['x-request-id']));
              continue;
            }
            const end = Date.parse(END.exec(answer.text)?.[1] ?? '');
            expect([answer.status, end % WINDOW_MS]).toEqual([429, 0]);
            expect(end).toBeGreaterThan(beganAt);
            namedEnds.add(end);
            await wait(25);
          }
        });
        const totals: number[] = [];
        while (Date.now() < until) {
          totals.push(await stack.spendOf(team));
          const { spend, budget_reset_at: resetsAt } = await stack.ask(`GET /admin/keys/${key.id}`);
          expect(spend).toBeLessThanOrEqual(BUDGET_USD);
          expect(Date.parse(resetsAt) % WINDOW_MS).toBe(0);
          await wait(100);
        }
        await Promise.all(callers);
        await wait(WINDOW_MS);

        // In a window that nobody has called in, nothing is spent: its books are those of the team.
        const { records } = await expectInvariants(stack, [team]);
        const completed = records.filter(({ result }) => result === 'completed');
        const spentIn = new Map<number, number>();
        for (const { createdAtMs, costNanoUsd } of completed) {
          const window = Math.floor(createdAtMs / WINDOW_MS);
          spentIn.set(window, (spentIn.get(window) ?? 0) + costNanoUsd);
        }
        const spent = [...spentIn.values()];
        expect(new Set(completed.map(({ requestId }) => requestId))).toEqual(new Set(answered));
        expect(costOf(completed)).toBe(answered.length * COST);
        expect(Math.max(...spent)).toBeLessThanOrEqual(BUDGET_USD * 1e9);
        expect(spent.length).toBeGreaterThanOrEqual(Math.floor(LASTS_MS / WINDOW_MS));
        expect(namedEnds.size).toBeGreaterThan(1);
        expect(totals).toEqual([...totals].sort((left, right) => left - right));
        expect(await stack.spendOf(key)).toBe(0);
        quote(
          'R15',
          `${databaseName}, ${spent.length} windows of 2 s and ${dollars(BUDGET_USD * 1e9)} under ${CALLERS} callers: ${answered.length} answers; at most ${dollars(Math.max(...spent))} in a window, ` +
            `${dollars(costOf(completed))} in all of them and none erased`,
        );
      },
      LASTS_MS + 40_000,
    );
  },
);
