import { setTimeout as wait } from 'node:timers/promises';

import { databases } from '../database/start-test-database.js';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { HttpAnswer } from '../robustness/http-call.js';
import type { Subject } from './harness/admin.js';
import { answerWith, NANO_USD_PER_INPUT_TOKEN, NANO_USD_PER_OUTPUT_TOKEN } from './harness/answer-with.js';
import { manyAtOnce } from './harness/at-once.js';
import { call } from './harness/calls.js';
import { dollars, IS_LONG, quote } from './harness/figures.js';
import { costOf, expectInvariants } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];
const CALLERS = 200;
const BUDGET_USD = 1;
const DURATION = '30d';
const INPUT_TOKENS = 100;
const MAX_TOKENS = 500;
const LIMIT_MS = IS_LONG ? 240_000 : 40_000;

interface Outcome {
  answers: number;
  heldRefusals: number;
  /** A key that was never seen is looked up within two seconds, or its caller told to come back. */
  slowLookUps: number;
  finalRefusal: HttpAnswer;
}

describe.each(databases())(
  'R03: a budget of $1 and 200 callers at once ($name)',
  ({ name: databaseName, start }) => {
    let stack: Stack;

    beforeAll(async () => {
      stack = await startStack(start, { keepRequests: 10 });
    }, 60_000);
    afterAll(() => stack?.close());

    /** Each caller asks until it is refused for good: not because others are still under way. */
    async function spendAll(keys: readonly Subject[]): Promise<Outcome[]> {
      return manyAtOnce(CALLERS, CALLERS, async (index) => {
        const outcome = { answers: 0, heldRefusals: 0, slowLookUps: 0 };
        for (let round = index; ; round += 1) {
          const terms = {
            door: DOORS[round % DOORS.length] as Door,
            key: (keys[index % keys.length] as Subject).key,
            maxTokens: MAX_TOKENS,
          };
          const answer = await call(stack.target, terms);
          if (answer.status === 200) {
            outcome.answers += 1;
            continue;
          }
          if (answer.status === 503) outcome.slowLookUps += 1;
          else if (answer.status !== 429) throw new Error(`${answer.status} ${answer.text}`);
          else if (answer.text.includes('held for calls under way')) outcome.heldRefusals += 1;
          else return { ...outcome, finalRefusal: answer };
          await wait(200);
        }
      });
    }

    const short = [{ outputTokens: 500, costs: 'as much as its bound allows' }];
    const long = [...short, { outputTokens: 50, costs: 'a tenth of its bound' }];

    describe.each(IS_LONG ? long : short)('where an answer costs $costs', ({ outputTokens }) => {
      const costOfAnswer = INPUT_TOKENS * NANO_USD_PER_INPUT_TOKEN + outputTokens * NANO_USD_PER_OUTPUT_TOKEN;

      it.each([
        { whose: 'key', others: [] },
        { whose: 'team', others: [] },
        { whose: 'user', others: ['team', 'key'] },
      ] as const)(
        'the budget of the $whose is used to its end and never exceeded',
        async ({ whose, others }) => {
          stack.fake.answerAll({
            message: answerWith({ input_tokens: INPUT_TOKENS, output_tokens: outputTokens }),
            delayHeadersMs: 30,
          });
          const nameOf = (kind: string): string => `${kind} of the ${whose} case at ${outputTokens}`;
          const budgetFor = (kind: string): object => {
            if (kind === whose) return { max_budget: BUDGET_USD, budget_duration: DURATION };
            return (others as readonly string[]).includes(kind)
              ? { max_budget: 3 * BUDGET_USD, budget_duration: DURATION }
              : {};
          };
          const team = await stack.make('team', { ...budgetFor('team'), name: nameOf('team') });
          const user = await stack.make('user', {
            ...budgetFor('user'),
            name: nameOf('user'),
            team_id: team.id,
          });
          const keyCount = whose === 'key' ? 1 : 20;
          const keys = await manyAtOnce(keyCount, 4, () =>
            stack.make('key', { ...budgetFor('key'), name: nameOf('key'), user_id: user.id }),
          );
          const startedAt = performance.now();
          const outcomes = await spendAll(keys);
          const tookMs = performance.now() - startedAt;

          const { records } = await expectInvariants(stack, [team, user, ...keys]);
          const own = records.filter(({ teamId }) => teamId === team.id);
          const completed = own.filter(({ result }) => result === 'completed');
          const [answers, heldRefusals, slowLookUps] = (
            ['answers', 'heldRefusals', 'slowLookUps'] as const
          ).map((field) => outcomes.reduce((sum, outcome) => sum + outcome[field], 0)) as [
            number,
            number,
            number,
          ];
          const spent = costOf(own);
          expect(completed).toHaveLength(answers);
          expect(spent).toBe(answers * costOfAnswer);
          expect(spent).toBeLessThanOrEqual(BUDGET_USD * 1e9);
          expect(spent).toBeGreaterThanOrEqual(0.95 * BUDGET_USD * 1e9);
          expect(own.filter(({ errorCode }) => errorCode === 'budget_exceeded')).toHaveLength(
            CALLERS + heldRefusals,
          );
          const turnsAt = await stack.ask(
            `GET /admin/${whose}s/${{ key: keys[0] as Subject, team, user }[whose].id}`,
          );
          for (const { finalRefusal } of outcomes) {
            expect(finalRefusal.headers).toMatchObject({
              'x-should-retry': 'false',
              'retry-after': expect.stringMatching(/^\d+$/),
            });
            expect(finalRefusal.text).toContain(`The budget of ${whose} \\"${nameOf(whose)}\\"`);
            expect(finalRefusal.text).toMatch(
              /: \$0\.9\d+ of \$1 spent, and this call may cost up to \$0\.0\d+ /,
            );
            expect(finalRefusal.text).toContain(String(turnsAt.budget_reset_at).replace('.000Z', 'Z'));
          }
          quote(
            'R03',
            `${databaseName}, ${whose} budget of $1, ${keyCount} keys, 200 at once, $${costOfAnswer / 1e9} a call: ` +
              `${answers} answered, spent ${dollars(spent)} (${(spent / 1e7).toFixed(1)} % used, overshoot $0), ` +
              `${heldRefusals} refused for now, ${slowLookUps} told to come back, 200 refused for good, in ${(tookMs / 1000).toFixed(1)} s`,
          );
        },
        LIMIT_MS,
      );
    });
  },
);
