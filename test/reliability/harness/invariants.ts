import { setTimeout as wait } from 'node:timers/promises';

import { type Admin, type ExportedRecord, nanoUsd, type Subject, type SubjectKind } from './admin.js';
import { MODEL_FAMILY } from './calls.js';
import { secretsOnDisk } from './planted-secrets.js';
import { secretsInLog, type Stack } from './start-stack.js';

/** So long after the last call nothing may be held or unwritten. */
const IDLE_LIMIT_MS = 10_000;
const CONTROL = 'what records hold';

export interface Books {
  records: ExportedRecord[];
  /** From the last call until nothing was held and everything was in the database. */
  settledAfterMs: number;
}

/** What holds after every scenario: reservations, open requests, records, totals, secrets. */
export async function expectInvariants(stack: Stack, subjects: readonly Subject[]): Promise<Books> {
  const settledAfterMs = await untilSettled(stack);
  await stack.fake.waitForOpenRequests(0);
  expect(await heldFor(stack, subjects)).toBe(0);
  const records = await expectBooksToAgree(stack, subjects);
  expect(secretsInLog(stack)).toEqual([]);
  await expectNoSecretOnDisk(stack);
  return { records, settledAfterMs };
}

/** The search is worth something where it finds what must be there. */
async function expectNoSecretOnDisk(stack: Stack): Promise<void> {
  const found = await secretsOnDisk(stack.database, { ...stack.secrets(), [CONTROL]: MODEL_FAMILY });
  const places = found.filter((place) => place.startsWith(CONTROL));
  expect(found.filter((place) => !places.includes(place))).toEqual([]);
  expect(places).toContainEqual(expect.stringContaining('database'));
  expect(places).toContainEqual(expect.stringContaining('journal'));
}

/** Resolves once no call is under way and the database has every record; says how long that took. */
export async function untilSettled(stack: Stack): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const book = stack.book();
    const tookMs = performance.now() - startedAt;
    if (book.isSettled) return tookMs;
    if (tookMs > IDLE_LIMIT_MS)
      throw new Error(`Not settled after ${IDLE_LIMIT_MS} ms: ${JSON.stringify(book.counts)}`);
    await wait(10);
  }
}

/** The records, the pages of the subjects and the summaries say the same, to the nano-dollar. */
export async function expectBooksToAgree(
  admin: Admin,
  subjects: readonly Subject[],
): Promise<ExportedRecord[]> {
  const records = await admin.records();
  expect(new Set(records.map(({ attemptId }) => attemptId)).size).toBe(records.length);
  expect(records.filter(({ columns }) => Object.values(columns).some((value) => /^-\d/.test(value)))).toEqual(
    [],
  );
  const totals = await totalsOf(admin);
  expect(totals.all).toEqual({ costNanoUsd: costOf(records), requests: records.length });
  for (const subject of subjects) {
    const own = records.filter((record) => idIn(record, subject.kind) === subject.id);
    const sums = { costNanoUsd: costOf(own), requests: own.length };
    expect({ subject: subject.name, ...(totals.of(subject) ?? { costNanoUsd: 0, requests: 0 }) }).toEqual({
      subject: subject.name,
      ...sums,
    });
    expect({ subject: subject.name, spend: await admin.spendOf(subject) }).toEqual({
      subject: subject.name,
      spend: sums.costNanoUsd,
    });
  }
  return records;
}

export function costOf(records: readonly ExportedRecord[]): number {
  return records.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0);
}

/** What is held for calls under way, in the present windows of all budgets. */
async function heldFor(stack: Stack, subjects: readonly Subject[]): Promise<number> {
  const terms = subjects.flatMap(({ kind, id, createdAtMs, durations }) =>
    durations.map((duration) => ({
      subject: kind,
      subjectId: id,
      maxBudgetNanoUsd: 0,
      anchorMs: createdAtMs,
      ...(duration === undefined ? {} : { duration }),
    })),
  );
  const figures = await stack.book().figuresOf(terms, Date.now());
  return figures.reduce((sum, { reservedNanoUsd }) => sum + reservedNanoUsd, 0);
}

interface Totals {
  costNanoUsd: number;
  requests: number;
}

async function totalsOf(admin: Admin): Promise<{ all: Totals; of(subject: Subject): Totals | undefined }> {
  const byId = new Map<string, Totals>();
  let all: Totals | undefined;
  for (const kind of ['key', 'team', 'user'] as const) {
    const { data, totals } = await admin.ask(`GET /admin/usage/summary?group_by=${kind}&limit=1000`);
    all = totalsFrom(totals);
    for (const group of data) byId.set(group[`${kind}_id`], totalsFrom(group));
  }
  return { all: all as Totals, of: ({ id }) => byId.get(id) };
}

function totalsFrom({ cost_usd, requests }: { cost_usd: number; requests: number }): Totals {
  return { costNanoUsd: nanoUsd(cost_usd), requests };
}

function idIn({ keyId, teamId, userId }: ExportedRecord, kind: SubjectKind): string {
  return { key: keyId, team: teamId, user: userId }[kind];
}
