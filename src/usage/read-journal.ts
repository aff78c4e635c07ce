import { readFile } from 'node:fs/promises';

import type { JournalFiles } from './journal-files.js';
import { type JournalLine, readJournalLines } from './journal-line.js';
import type { JournalEntry, JournalPosition, JournalSegment } from './usage-journal.js';

export interface ReadJournal {
  /** All that there are, oldest first. */
  segments: JournalSegment[];
  /** Records that the database may not have, in the order in which they were written. */
  unshipped: JournalEntry[];
  /** Attempts that the end of an earlier process cut off, as the records that now stand for them. */
  crashed: JournalLine[];
}

interface Checkpoint extends JournalPosition {
  bootId: string;
}

/**
 * Reads what earlier processes have left in the journal. Each attempt is there once, however often it was written.
 */
export async function readJournal(files: JournalFiles): Promise<ReadJournal> {
  const segments = await files.list();
  const from = await readCheckpoint(files);
  const opened = new Map<string, JournalLine>();
  const settled = new Set<string>();
  const unshipped: JournalEntry[] = [];
  for (const { number } of segments) {
    if (number < from.segment) continue;
    const isPartlyShipped = number === from.segment;
    for (const line of readJournalLines(await files.read(number))) {
      const { kind, attemptId, json, offset } = line;
      if (settled.has(attemptId)) continue;
      if (kind === 'opened') {
        opened.set(attemptId, line);
        continue;
      }
      settled.add(attemptId);
      opened.delete(attemptId);
      if (isPartlyShipped && offset < from.offset) continue;
      unshipped.push({ kind, attemptId, json, isShipped: false, position: { segment: number, offset } });
    }
  }
  const listed = segments.map(({ number, writtenAtMs }) => ({ number, writtenAtMs }));
  return { segments: listed, unshipped, crashed: [...opened.values()] };
}

/** Keeps where reading may begin, for a start on the same machine without a power cut between. */
export async function writeCheckpoint(files: JournalFiles, position: JournalPosition): Promise<void> {
  const bootId = await readBootId();
  if (bootId !== undefined) await files.writeCheckpoint({ ...position, bootId } satisfies Checkpoint);
}

/**
 * The embedded database may lose its last minutes in a power cut, so a checkpoint of before the machine's last start
 * does not count; nor does one on a system that cannot tell.
 */
async function readCheckpoint(files: JournalFiles): Promise<JournalPosition> {
  const checkpoint = (await files.readCheckpoint()) as Partial<Checkpoint> | undefined;
  const { segment, offset, bootId } = checkpoint ?? {};
  const isOfThisBoot = bootId !== undefined && bootId === (await readBootId());
  if (!isOfThisBoot || !Number.isSafeInteger(segment) || !Number.isSafeInteger(offset)) {
    return { segment: 0, offset: 0 };
  }
  return { segment: segment as number, offset: offset as number };
}

async function readBootId(): Promise<string | undefined> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  } catch {
    return undefined;
  }
}
