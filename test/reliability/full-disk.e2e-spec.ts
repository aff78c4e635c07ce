import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { databases, type TestDatabase } from '../database/start-test-database.js';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { Subject } from './harness/admin.js';
import { call, openCall } from './harness/calls.js';
import { IS_LONG, quote } from './harness/figures.js';
import { expectInvariants } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];
const STREAMS = IS_LONG ? 100 : 20;
const FULL_MS = IS_LONG ? 20_000 : 1_000;
/** From the first free byte to the first new call. */
const MOST_RESUMING_MS = 5_000;
const BLOCK = Buffer.alloc(4096);

const describeWithSmallDisk: (name: string, suite: () => void) => void = canMount()
  ? describe
  : (name, suite) => describe.skip(`${name} (skipped: only root can make a small disk)`, suite);

describeWithSmallDisk('R25: while the disk of the journal is full', () => {
  describe.each(databases())('($name)', ({ name: databaseName, start }) => {
    let stack: Stack;
    let journal: string;
    let key: Subject;

    beforeAll(async () => {
      stack = await startStack(() => onSmallDisk(start), { keepRequests: 10 });
      journal = join(stack.database.config.dataDir, 'journal');
      key = await stack.make('key', { max_budget: 1_000 });
    }, 60_000);
    afterAll(() => stack?.close());

    const tryAt = (door: Door) => call(stack.target, { door, key: key.key });

    it(
      'new calls get a typed 503, open streams finish, and it goes on by itself when there is room',
      async () => {
        const completed = new Set<unknown>();
        stack.fake.answerAll({ fixture: 'long-text', chunks: 30, gapMs: 100 });
        const streams = Array.from({ length: STREAMS }, (_, index) =>
          openCall(stack.target, { door: STREAM_DOORS[index % STREAM_DOORS.length] as Door, key: key.key }),
        );
        await Promise.all(streams.map((stream) => stream.until(({ text }) => text.includes('data: '))));
        const ballast = join(journal, 'ballast');
        fill(ballast);
        stack.fake.answerAll({ fixture: 'text' });
        await untilRefused(completed);

        const refusals = await Promise.all(DOORS.map(tryAt));
        for (const { status, text, headers } of refusals) {
          expect([status, headers['retry-after']]).toEqual([503, '1']);
          expect(text).toContain('The gateway cannot write its spend journal at the moment');
        }
        expect(refusals.map(({ text }) => text.includes('"code":"journal_unavailable"'))).toEqual(
          DOORS.map(({ path }) => path.includes('chat')),
        );
        await Promise.all(streams.map((stream) => stream.until(() => false)));
        for (const { text, headers, status } of streams) {
          expect([status, /data: \[DONE\]|"message_stop"/.test(text), text.includes('"error"')]).toEqual([
            200,
            true,
            false,
          ]);
          completed.add(headers['x-request-id']);
        }
        await wait(FULL_MS);
        expect((await tryAt(DOORS[0] as Door)).status).toBe(503);
        rmSync(ballast);
        const freedAt = performance.now();
        const resumedAfterMs = await untilAnswered(freedAt, completed);

        const { records } = await expectInvariants(stack, [key]);
        const recorded = records
          .filter(({ result }) => result === 'completed')
          .map(({ requestId }) => requestId);
        expect(new Set(recorded)).toEqual(completed);
        expect(recorded).toHaveLength(completed.size);
        await stack.restart();
        expect((await expectInvariants(stack, [key])).records).toHaveLength(records.length);
        const noise = stack.logLines().filter(({ msg }) => String(msg).startsWith('The spend journal'));
        expect(noise).toHaveLength(2);
        quote(
          'R25',
          `${databaseName}, disk full for ${(FULL_MS / 1000).toFixed(0)} s: ${STREAMS} open streams finished with a record each, new calls got a typed 503, ` +
            `taken again ${resumedAfterMs.toFixed(0)} ms after there was room; ${records.length} records, none lost`,
        );
      },
      FULL_MS + 60_000,
    );

    /** The first calls find out. */
    async function untilRefused(completed: Set<unknown>): Promise<void> {
      for (let tries = 0; tries < 1_000; tries += 1) {
        const { status, headers } = await tryAt(DOORS[tries % DOORS.length] as Door);
        if (status === 503) return;
        expect(status).toBe(200);
        completed.add(headers['x-request-id']);
      }
      throw new Error('The disk is not full.');
    }

    async function untilAnswered(freedAt: number, completed: Set<unknown>): Promise<number> {
      for (;;) {
        const { status, headers } = await tryAt(DOORS[0] as Door);
        const tookMs = performance.now() - freedAt;
        if (status === 200) {
          completed.add(headers['x-request-id']);
          return tookMs;
        }
        expect(tookMs).toBeLessThan(MOST_RESUMING_MS);
        await wait(20);
      }
    }
  });
});

/** A database whose data directory has its journal on a disk of one megabyte. */
async function onSmallDisk(start: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await start();
  const journal = join(database.config.dataDir, 'journal');
  mkdirSync(journal);
  mount(journal);
  return {
    ...database,
    close: async () => {
      unmount(journal);
      await database.close();
    },
  };
}

/** Leaves less than a block. */
function fill(path: string): void {
  for (;;) {
    try {
      writeFileSync(path, BLOCK, { flag: 'a' });
    } catch {
      return;
    }
  }
}

function canMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'tollgate-small-disk-'));
  try {
    mount(path);
    unmount(path);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(path);
  }
}

function mount(path: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
}

function unmount(path: string): void {
  execFileSync('umount', [path], { stdio: 'ignore' });
}
