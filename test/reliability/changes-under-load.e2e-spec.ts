import { setTimeout as wait } from 'node:timers/promises';

import { databases } from '../database/start-test-database.js';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { Subject } from './harness/admin.js';
import { call } from './harness/calls.js';
import { IS_LONG, quote } from './harness/figures.js';
import { expectInvariants } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];
const CALLERS = 16;
const MOST_LATE_MS = 1_000;
/** How long the load goes on before and after the change. */
const [BEFORE_MS, AFTER_MS] = IS_LONG ? [2_000, 10_000] : [200, 1_200];

interface Change {
  what: string;
  /** In the short form too. */
  isTriedAlways?: boolean;
  settings: object;
  route: (key: Subject, team: Subject) => string;
  body?: object;
  /** What refuses from then on. */
  refusal: { status: number; code: string };
}

const CHANGES: Change[] = [
  {
    what: 'a block',
    isTriedAlways: true,
    settings: {},
    route: ({ id }) => `POST /admin/keys/${id}/block`,
    refusal: { status: 403, code: 'key_blocked' },
  },
  {
    what: 'a block of the team',
    settings: {},
    route: (_, { id }) => `POST /admin/teams/${id}/block`,
    refusal: { status: 403, code: 'team_blocked' },
  },
  {
    what: 'a revocation',
    isTriedAlways: true,
    settings: {},
    route: ({ id }) => `DELETE /admin/keys/${id}`,
    refusal: { status: 401, code: 'invalid_api_key' },
  },
  {
    what: 'a lower budget',
    isTriedAlways: true,
    settings: { max_budget: 1_000 },
    route: ({ id }) => `PATCH /admin/keys/${id}`,
    body: { max_budget: 0.000_001 },
    refusal: { status: 429, code: 'budget_exceeded' },
  },
  {
    what: 'a budget of the team',
    settings: {},
    route: (_, { id }) => `PATCH /admin/teams/${id}`,
    body: { max_budget: 0.000_001 },
    refusal: { status: 429, code: 'budget_exceeded' },
  },
  {
    what: 'a lower limit',
    isTriedAlways: true,
    settings: { rpm_limit: 1_000_000 },
    route: ({ id }) => `PATCH /admin/keys/${id}`,
    body: { rpm_limit: 1 },
    refusal: { status: 429, code: 'rate_limit_exceeded' },
  },
  {
    what: 'a shorter list of models',
    settings: {},
    route: ({ id }) => `PATCH /admin/keys/${id}`,
    body: { models: ['claude-haiku-*'] },
    refusal: { status: 403, code: 'model_not_allowed' },
  },
];

interface Call {
  beganAt: number;
  status: number;
  text: string;
}

describe.each(databases())('S08: under load, from its answer on ($name)', ({ name: databaseName, start }) => {
  let stack: Stack;
  const keys: { key: Subject; change: Change }[] = [];
  const isThere = ({ id }: Subject): boolean =>
    keys.some(({ key, change }) => key.id === id && change.what !== 'a revocation');

  beforeAll(async () => {
    stack = await startStack(start, { keepRequests: 10 });
  }, 60_000);
  afterAll(() => stack?.close());

  it.each(IS_LONG ? CHANGES : CHANGES.filter(({ isTriedAlways }) => isTriedAlways))(
    '$what holds for every call, and goes on to',
    async (change) => {
      const { what, settings, route, body, refusal } = change;
      stack.fake.answerAll({ fixture: 'text', delayFirstEventMs: 20 });
      const team = await stack.make('team', { name: `team of ${what}` });
      const key = await stack.make('key', { ...settings, team_id: team.id });
      keys.push({ key, change });
      const calls: Call[] = [];
      let isOver = false;
      const callers = Array.from({ length: CALLERS }, async (_, caller) => {
        for (let round = caller; !isOver; round += 1) {
          const beganAt = performance.now();
          const { status, text } = await call(stack.target, {
            door: DOORS[round % DOORS.length] as Door,
            key: key.key,
          });
          calls.push({ beganAt, status, text });
          if (status !== 200) await wait(20);
        }
      });
      await wait(BEFORE_MS);
      const askedAt = performance.now();
      await stack.ask(route(key, team), body);
      const heldFrom = performance.now();
      await wait(AFTER_MS);
      isOver = true;
      await Promise.all(callers);

      expect(calls.filter(({ beganAt, status }) => beganAt < askedAt && status !== 200)).toEqual([]);
      const answeredLater = calls.filter(({ beganAt, status }) => beganAt > heldFrom && status === 200);
      const latestMs = Math.max(0, ...answeredLater.map(({ beganAt }) => beganAt - heldFrom));
      expect(latestMs).toBeLessThan(MOST_LATE_MS);
      const refused = calls.filter(({ beganAt, status }) => beganAt > heldFrom && status !== 200);
      expect(
        refused.filter(({ status, text }) => status !== refusal.status || !says(text, refusal.code)),
      ).toEqual([]);
      expect(refused.length).toBeGreaterThan(CALLERS);
      quote(
        'S08',
        `${databaseName}, ${what}: ${calls.length - refused.length} answered before; answered to within ${latestMs.toFixed(0)} ms, ${refused.length} refused after its answer, which took ${(heldFrom - askedAt).toFixed(0)} ms`,
      );
    },
    60_000,
  );

  it('all of it holds after a new start, and the books agree', async () => {
    await expectInvariants(stack, keys.map(({ key }) => key).filter(isThere));
    await stack.restart();
    // Who has asked for how much in the last minute is known to a process alone.
    const lasting = keys.filter(({ change }) => change.refusal.code !== 'rate_limit_exceeded');
    for (const { key, change } of lasting) {
      const answers = await Promise.all(DOORS.map((door) => call(stack.target, { door, key: key.key })));
      expect({ what: change.what, statuses: answers.map(({ status }) => status) }).toEqual({
        what: change.what,
        statuses: DOORS.map(() => change.refusal.status),
      });
    }
    await expectInvariants(stack, keys.map(({ key }) => key).filter(isThere));
  });
});

/** The Messages API has no codes: there the type of the error, or its message, says it. */
function says(text: string, code: string): boolean {
  return text.includes(code) || text.includes('"type":"error"');
}
