import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';

import { JournalFiles, type SegmentFile } from './journal-files.js';
import { readJournal, writeCheckpoint } from './read-journal.js';
import {
  type JournalEntry,
  type JournalLimits,
  USUAL_JOURNAL_LIMITS,
  UsageJournal,
} from './usage-journal.js';

const LIMITS: JournalLimits = { ...USUAL_JOURNAL_LIMITS, probeMs: 5, noteDelayMs: 1 };
const LOGGER = pino({ level: 'silent' });

/** A disk that can be told to refuse: from the first byte, or in the middle of a write. */
class FaultyFiles extends JournalFiles {
  fault: 'none' | 'no space' | 'half written' | 'once' = 'none';
  writes = 0;

  override async create(segment: number): Promise<SegmentFile> {
    const file = await super.create(segment);
    return {
      write: async (buffer, length) => {
        this.writes += 1;
        const { fault } = this;
        if (fault === 'none') return file.write(buffer, length);
        if (fault === 'once') this.fault = 'none';
        if (fault !== 'no space') await file.write(buffer, length >> 1);
        throw Object.assign(new Error('write failed'), { code: fault === 'once' ? 'EIO' : 'ENOSPC' });
      },
      close: () => file.close(),
    };
  }
}

describe('the spend journal', () => {
  let directory: string;
  let files: FaultyFiles;
  let kept: JournalEntry[];
  let count = 0;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tollgate-journal-'));
    files = new FaultyFiles(directory);
    kept = [];
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const makeJournal = (limits = LIMITS, segments: { number: number; writtenAtMs: number }[] = []) =>
    new UsageJournal(files, LOGGER, segments, (entry) => kept.push(entry), limits);
  const makeId = () => `00000000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
  const jsonOf = (attemptId: string) => JSON.stringify({ attemptId, text: 'x'.repeat(100) });
  const makeEntry = (attemptId = makeId()): JournalEntry => ({
    kind: 'settled',
    attemptId,
    json: jsonOf(attemptId),
    isShipped: false,
  });
  const settledIds = async () => (await readJournal(files)).unshipped.map(({ attemptId }) => attemptId);
  const crashedIds = async () => (await readJournal(files)).crashed.map(({ attemptId }) => attemptId);

  it('has a record on disk when it says so', async () => {
    const journal = makeJournal();
    const entry = makeEntry();
    await journal.settled(entry);
    expect(await settledIds()).toEqual([entry.attemptId]);
    expect(kept).toEqual([entry]);
    await journal.close();
  });

  it('writes together what comes together, in its order', async () => {
    const journal = makeJournal();
    const entries = Array.from({ length: 100 }, () => makeEntry());
    await Promise.all(entries.map((entry) => journal.settled(entry)));
    expect(files.writes).toBe(1);
    expect(await settledIds()).toEqual(entries.map(({ attemptId }) => attemptId));
    await journal.close();
  });

  it('keeps a trace of what was under way, and none of what has ended', async () => {
    const journal = makeJournal();
    const [lasting, ended] = [makeId(), makeId()];
    journal.opened(lasting, jsonOf(lasting));
    journal.opened(ended, jsonOf(ended));
    await journal.settled(makeEntry(ended));
    expect(await crashedIds()).toEqual([lasting]);
    await journal.close();
  });

  it('writes a trace soon, also when nothing else is written', async () => {
    const journal = makeJournal();
    const attemptId = makeId();
    journal.opened(attemptId, jsonOf(attemptId));
    while (files.writes === 0) await new Promise(setImmediate);
    await journal.close();
    expect(await crashedIds()).toEqual([attemptId]);
  });

  it('writes a refusal that nobody waits for, at the latest when it is closed', async () => {
    const journal = makeJournal({ ...LIMITS, noteDelayMs: 60_000 });
    const entry = makeEntry();
    journal.refused(entry);
    await journal.close();
    expect(await settledIds()).toEqual([entry.attemptId]);
  });

  it('begins each segment with what is under way, so that the ones before it can go', async () => {
    const journal = makeJournal({ ...LIMITS, segmentBytes: 1_000, keepMs: 0 });
    const lasting = makeId();
    journal.opened(lasting, jsonOf(lasting));
    for (let index = 0; index < 30; index += 1) await journal.settled(makeEntry());
    expect(readdirSync(directory).length).toBeGreaterThan(3);
    await journal.forget(journal.checkpoint(undefined)!, Date.now() + 1);
    expect(readdirSync(directory)).toHaveLength(1);
    expect(await crashedIds()).toEqual([lasting]);
    await journal.close();
  });

  it('keeps the segments that the database lacks records of, and those of the last ten minutes', async () => {
    const journal = makeJournal({ ...LIMITS, segmentBytes: 1 });
    const entries = Array.from({ length: 5 }, () => makeEntry());
    for (const entry of entries) await journal.settled(entry);
    await journal.forget(journal.checkpoint(undefined)!, Date.now());
    expect(readdirSync(directory)).toHaveLength(5);
    await journal.forget(journal.checkpoint(entries[2])!, Date.now() + 600_001);
    expect(await settledIds()).toEqual(entries.slice(2).map(({ attemptId }) => attemptId));
    await journal.close();
  });

  it('knows no checkpoint while a segment is made, whose records it would leave out', async () => {
    let create = () => {};
    const asked = new Promise<void>((resolve) => {
      files.create = async (segment) => {
        resolve();
        await new Promise<void>((done) => (create = done));
        return FaultyFiles.prototype.create.call(files, segment);
      };
    });
    const journal = makeJournal();
    const written = journal.settled(makeEntry());
    await asked;
    const meanwhile = journal.checkpoint(undefined);
    create();
    await written;
    expect(meanwhile).toBeUndefined();
    expect(journal.checkpoint(undefined)).toMatchObject({ segment: 1 });
    await journal.close();
  });

  it('reads no more than what follows the checkpoint', async () => {
    const journal = makeJournal();
    const entries = Array.from({ length: 3 }, () => makeEntry());
    for (const entry of entries) await journal.settled(entry);
    const lasting = makeId();
    journal.opened(lasting, jsonOf(lasting));
    await writeCheckpoint(files, (await journal.close(entries[1]))!);
    expect(await settledIds()).toEqual(entries.slice(1).map(({ attemptId }) => attemptId));
    expect(await crashedIds()).toEqual([lasting]);
  });

  it('reads everything that is left when the checkpoint is of another start of the machine', async () => {
    const journal = makeJournal();
    const entries = Array.from({ length: 3 }, () => makeEntry());
    for (const entry of entries) await journal.settled(entry);
    const position = await journal.close();
    await files.writeCheckpoint({ ...position, bootId: 'another' });
    expect(await settledIds()).toHaveLength(3);
  });

  it('never writes to the segments of an earlier process', async () => {
    const first = makeJournal();
    await first.settled(makeEntry());
    await first.close();
    const second = makeJournal(LIMITS, (await readJournal(files)).segments);
    await second.settled(makeEntry());
    await second.close();
    expect(readdirSync(directory).sort()).toEqual(['00000001.journal', '00000002.journal']);
    expect(await settledIds()).toHaveLength(2);
  });

  describe('on a disk that refuses', () => {
    it('writes again, to a new segment, what one failed write left in doubt', async () => {
      const journal = makeJournal();
      const entries = [makeEntry(), makeEntry()];
      await journal.settled(entries[0] as JournalEntry);
      files.fault = 'once';
      await journal.settled(entries[1] as JournalEntry);
      expect(() => journal.assertCanTakeSpend()).not.toThrow();
      expect(await settledIds()).toEqual(entries.map(({ attemptId }) => attemptId));
      await journal.close();
    });

    it.each(['no space', 'half written'] as const)(
      'lets nothing new in, lets what is open end, and goes on by itself: %s',
      async (fault) => {
        const journal = makeJournal();
        const [open, early, late] = [makeId(), makeEntry(), makeEntry()];
        journal.opened(open, jsonOf(open));
        await journal.settled(early);
        files.fault = fault;
        await journal.settled(late);
        expect(() => journal.assertCanTakeSpend()).toThrow(
          expect.objectContaining({ status: 503, code: 'journal_unavailable' }),
        );
        await journal.settled(makeEntry(open));
        expect(kept).toHaveLength(3);
        const { writes } = files;
        while (files.writes < writes + 6) await new Promise((resolve) => setTimeout(resolve, 1));
        expect(readdirSync(directory).length).toBeLessThan(4);
        files.fault = 'none';
        while (!canTakeSpend(journal)) await new Promise((resolve) => setTimeout(resolve, 1));
        await journal.close();
        expect(await settledIds()).toEqual([early.attemptId, late.attemptId, open]);
        expect(await crashedIds()).toEqual([]);
        expect(kept).toHaveLength(3);
      },
    );

    it('does not write what the database has taken meanwhile', async () => {
      const journal = makeJournal();
      files.fault = 'no space';
      const entry = makeEntry();
      await journal.settled(entry);
      entry.isShipped = true;
      files.fault = 'none';
      while (!canTakeSpend(journal)) await new Promise((resolve) => setTimeout(resolve, 1));
      await journal.close();
      expect(await settledIds()).toEqual([]);
    });

    it('names no segment in its last checkpoint that the next process would stay below', async () => {
      const journal = makeJournal();
      await journal.settled(makeEntry());
      files.fault = 'no space';
      const late = makeEntry();
      await journal.settled(late);
      while (files.writes < 6) await new Promise((resolve) => setTimeout(resolve, 1));
      late.isShipped = true;
      expect(await journal.close()).toEqual({ segment: 2, offset: 0 });
      expect(readdirSync(directory)).toEqual(['00000001.journal']);
    });

    it('holds only so many refusals in memory', async () => {
      const journal = makeJournal({ ...LIMITS, probeMs: 60_000 });
      files.fault = 'no space';
      await journal.settled(makeEntry());
      for (let index = 0; index < 20_000; index += 1) journal.refused(makeEntry());
      expect(kept).toHaveLength(10_000);
      await journal.close();
    });
  });
});

function canTakeSpend(journal: UsageJournal): boolean {
  try {
    journal.assertCanTakeSpend();
    return true;
  } catch {
    return false;
  }
}
