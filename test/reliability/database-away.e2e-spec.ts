import { setTimeout as wait } from 'node:timers/promises';

import {
  describeWithPostgres,
  startPostgresServer,
  type PostgresServer,
} from '../database/postgres-server.js';
import { startDatabaseOn } from '../database/start-test-database.js';
import { waitUntil } from '../database/wait-until.js';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { Subject } from './harness/admin.js';
import { call } from './harness/calls.js';
import { IS_LONG, quote } from './harness/figures.js';
import { expectInvariants, untilSettled } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const AWAY_MS = IS_LONG ? 30_000 : 2_000;
const WAYS = IS_LONG ? (['stop', 'kill'] as const) : (['kill'] as const);
const CALLERS = 8;
const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];
const MOST_BACK_MS = 10_000;
/** Warnings and faults, however long it lasts: it is away, it is back, and records wait meanwhile. */
const MOST_LOUD_LINES = 12;
const PINO_WARN = 40;

interface Made {
  door: Door;
  status: number;
  text: string;
}

describeWithPostgres('R11: while PostgreSQL is away', () => {
  let server: PostgresServer;
  let stack: Stack;

  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);
  beforeEach(async () => {
    stack = await startStack(() => startDatabaseOn(server.url), { keepRequests: 10 });
    stack.fake.answerAll({ fixture: 'text', delayHeadersMs: 5 });
  }, 60_000);
  afterEach(async () => {
    await server?.start();
    await stack?.close();
  });
  afterAll(() => server?.close());

  async function ready(): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${stack.target.port}/health/ready`);
    return [answer.status, ((await answer.json()) as { database: string }).database];
  }

  it.each(WAYS)(
    `(%s) under load, no call of a known key fails, and its spend is there within ten seconds of the return`,
    async (end) => {
      const team = await stack.make('team', { max_budget: 1_000, budget_duration: '1mo' });
      const budgeted = await stack.make('key', {
        max_budget: 500,
        budget_duration: '30d',
        team_id: team.id,
        rpm_limit: 1_000_000,
      });
      // Its windows turn all the time.
      const turning = await stack.make('key', { max_budget: 500, budget_duration: '1s', name: 'turning' });
      const free = await stack.make('key', { name: 'free' });
      const stranger = await stack.make('key', { name: 'never seen before' });
      const known = [budgeted, turning, free];
      const made: Made[] = [];
      let isOver = false;
      const callers = Array.from({ length: CALLERS }, async (_, caller) => {
        for (let round = caller; !isOver; round += 1) {
          const door = DOORS[round % DOORS.length] as Door;
          const { status, text } = await call(stack.target, {
            door,
            key: (known[round % known.length] as Subject).key,
          });
          made.push({ door, status, text });
          await wait(10);
        }
      });
      await waitUntil(() => made.length > 30);
      await server[end]();
      const callsBefore = made.length;
      const linesBefore = stack.logLines().length;
      await waitUntil(() => made.length > callsBefore + 2 * CALLERS);
      const strangers = await Promise.all(
        DOORS.map((door) => call(stack.target, { door, key: stranger.key })),
      );
      const forged = await call(stack.target, { door: DOORS[0] as Door, key: 'sk-no-key-at-all' });
      expect(await ready()).toEqual([200, 'away']);
      await wait(AWAY_MS);
      const madeWhileAway = made.length - callsBefore;
      const loud = stack
        .logLines()
        .slice(linesBefore)
        .filter(({ level, msg }) => Number(level) >= PINO_WARN && msg !== 'request');
      await server.start();
      const backAt = performance.now();
      await untilReady();
      const readyAfterMs = performance.now() - backAt;
      isOver = true;
      await Promise.all(callers);
      await untilSettled(stack);
      const shippedAfterMs = performance.now() - backAt;

      expect(made.filter(({ status, text }) => status !== 200 || text.includes('"error"'))).toEqual([]);
      expect(strangers.map(({ status, headers }) => [status, headers['retry-after']])).toEqual(
        DOORS.map(() => [503, '1']),
      );
      expect(forged.status).toBe(401);
      expect(madeWhileAway).toBeGreaterThan(AWAY_MS / 100);
      expect(loud.length).toBeLessThanOrEqual(MOST_LOUD_LINES);
      expect(shippedAfterMs).toBeLessThan(MOST_BACK_MS);
      expect((await call(stack.target, { door: DOORS[0] as Door, key: stranger.key })).status).toBe(200);
      const { records } = await expectInvariants(stack, [team, budgeted, free]);
      expect(records.filter(({ result }) => result === 'completed')).toHaveLength(made.length + 1);
      quote(
        'R11',
        `PostgreSQL gone (${end}) for ${AWAY_MS / 1000} s under load: ${madeWhileAway} calls of known keys meanwhile, 0 failed; ready ${readyAfterMs.toFixed(0)} ms and ` +
          `all ${records.length} records there ${shippedAfterMs.toFixed(0)} ms after its return; ${loud.length} warnings in the log`,
      );
    },
    AWAY_MS + 90_000,
  );

  it('from before the start, it serves nobody falsely, and is ready by itself once that is back', async () => {
    const key = await stack.make('key', { max_budget: 10 });
    await server.stop();
    await stack.restart();
    expect(await ready()).toEqual([503, 'away']);
    const statuses = await Promise.all(DOORS.map((door) => call(stack.target, { door, key: key.key })));
    expect(statuses.map(({ status }) => status)).toEqual(DOORS.map(() => 503));
    await server.start();
    const backAt = performance.now();
    await untilReady();
    const readyAfterMs = performance.now() - backAt;
    expect((await call(stack.target, { door: DOORS[0] as Door, key: key.key })).status).toBe(200);
    await expectInvariants(stack, [key]);
    quote(
      'R11',
      `PostgreSQL away at the start: good keys are told to come back; ready ${readyAfterMs.toFixed(0)} ms after its return`,
    );
  }, 90_000);

  async function untilReady(): Promise<void> {
    const giveUpAt = performance.now() + MOST_BACK_MS;
    while (JSON.stringify(await ready()) !== '[200,"connected"]') {
      if (performance.now() > giveUpAt) throw new Error('The gateway did not find its database again.');
      await wait(20);
    }
  }
});
