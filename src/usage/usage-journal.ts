import { ServiceUnavailableError } from '../errors/gateway-error.js';
import type { Logger } from '../observability/logger.js';
import type { JournalFiles, SegmentFile } from './journal-files.js';
import { type JournalLine, mostBytesOf, writeJournalLine } from './journal-line.js';

/** A record on its way to the database. */
export interface JournalEntry extends JournalLine {
  kind: 'settled';
  /** Where the lines that were written with it begin; undefined while it does not. */
  position?: JournalPosition;
  /** The database has it. */
  isShipped: boolean;
  /** The journal has taken it; set by the journal alone. */
  isKept?: boolean;
}

export interface JournalPosition {
  segment: number;
  offset: number;
}

/** A file of the journal. */
export interface JournalSegment {
  readonly number: number;
  writtenAtMs: number;
}

export interface JournalLimits {
  /** A segment that has this size is followed by a new one. */
  segmentBytes: number;
  /** A segment is kept for this long after its last line even when the database has all of it. */
  keepMs: number;
  /** How often a disk that refused is tried again. */
  probeMs: number;
  /** How long lines that nobody waits for may wait for one that somebody does. */
  noteDelayMs: number;
}

/** The embedded database does not sync its files, so that a power cut may take what it had: ten minutes are kept. */
export const USUAL_JOURNAL_LIMITS: JournalLimits = {
  segmentBytes: 8 * 1024 * 1024,
  keepMs: 600_000,
  probeMs: 1_000,
  noteDelayMs: 10,
};

interface OpenSegment extends JournalSegment {
  file: SegmentFile;
  bytes: number;
}

interface Group {
  promise: Promise<void>;
  resolve: () => void;
}

const INITIAL_BUFFER_BYTES = 256 * 1024;
/** Refusals that come while the disk is full wait in memory up to this number, and are then only counted. */
const MOST_HELD_REFUSALS = 10_000;
const WRITTEN = Promise.resolve();
/** Line feeds, which readers pass over: a disk is free again when it takes this much. */
const PROBE = Buffer.alloc(64 * 1024, '\n');

/**
 * The spend that must not get lost, on disk before anybody is told of it. Lines that come while the disk is busy are
 * written together. A disk that refuses lets what is open finish, with its records in memory, and lets nothing new in.
 */
export class UsageJournal {
  private waiting: JournalLine[] = [];
  private group: Group | undefined;
  private isBusy = false;
  private noteTimer: NodeJS.Timeout | undefined;
  private probeTimer: NodeJS.Timeout | undefined;
  private failure: Error | undefined;
  private current: OpenSegment | undefined;
  /** What is under way: each new segment begins with it, so that older segments can go. */
  private readonly open = new Map<string, JournalLine>();
  private buffer = Buffer.allocUnsafe(INITIAL_BUFFER_BYTES);
  private lostRefusals = 0;
  private isClosed = false;
  private idle: Group | undefined;
  private highestNumber: number;

  /** `segments` are those of earlier processes, oldest first; they are only forgotten, never written. */
  constructor(
    private readonly files: JournalFiles,
    private readonly logger: Logger,
    private readonly segments: JournalSegment[],
    /** Told of each record once: when it is on disk, or when it is held in memory because the disk refuses. */
    private readonly onKept: (entry: JournalEntry) => void,
    private readonly limits: JournalLimits = USUAL_JOURNAL_LIMITS,
  ) {
    this.highestNumber = segments.at(-1)?.number ?? 0;
  }

  /** Nothing waits to be written. */
  get isIdle(): boolean {
    return !this.isBusy && this.waiting.length === 0;
  }

  /** The disk took what was last written. */
  get isWritable(): boolean {
    return this.failure === undefined;
  }

  /** @throws ServiceUnavailableError while the disk refuses: spend that cannot be kept must not come about. */
  assertCanTakeSpend(): void {
    if (this.failure === undefined) return;
    throw new ServiceUnavailableError({
      message:
        'The gateway cannot write its spend journal at the moment, so it takes no new calls. Try again soon.',
      code: 'journal_unavailable',
      retryAfterSeconds: 1,
      cause: this.failure,
    });
  }

  /** Leaves a trace of an attempt that begins; nothing waits for it. */
  opened(attemptId: string, json: string): void {
    const line: JournalLine = { kind: 'opened', attemptId, json };
    this.open.set(attemptId, line);
    this.waiting.push(line);
    this.startSoon();
  }

  /** Resolves once the record is on disk, or held in memory because the disk refuses. Never rejects. */
  settled(entry: JournalEntry): Promise<void> {
    this.open.delete(entry.attemptId);
    this.waiting.push(entry);
    if (this.failure !== undefined) this.tellKept([entry]);
    if (this.failure !== undefined || this.isClosed) return WRITTEN;
    this.group ??= makeGroup();
    const { promise } = this.group;
    this.start();
    return promise;
  }

  /** Keeps the record of a refusal; nothing waits for it. */
  refused(entry: JournalEntry): void {
    if (this.failure !== undefined && this.waiting.length >= MOST_HELD_REFUSALS) {
      this.lostRefusals += 1;
      return;
    }
    this.waiting.push(entry);
    if (this.failure !== undefined) this.tellKept([entry]);
    this.startSoon();
  }

  /**
   * Where reading must begin after a crash, given the first record that the database may not have. Undefined at the
   * moments at which the traces of what is under way lie only in older segments, or a new one is being made: its records
   * are no longer under way and nowhere yet.
   */
  checkpoint(firstUnshipped: JournalEntry | undefined): JournalPosition | undefined {
    if (firstUnshipped?.position !== undefined) return firstUnshipped.position;
    if (this.current === undefined && this.isBusy) return undefined;
    // Not by the highest number: the next process goes on after the last file that is there.
    const segment = this.current?.number ?? (this.segments.at(-1)?.number ?? 0) + 1;
    const offset = this.current?.bytes ?? 0;
    return offset === 0 && this.open.size > 0 ? undefined : { segment, offset };
  }

  /** Removes old segments before a checkpoint; the newest stays, for it holds the trace of what is under way. */
  async forget({ segment: firstNeeded }: Pick<JournalPosition, 'segment'>, nowMs: number): Promise<void> {
    while (this.segments.length > 1 && this.failure === undefined) {
      const { number, writtenAtMs } = this.segments[0] as JournalSegment;
      if (number >= firstNeeded || nowMs - writtenAtMs < this.limits.keepMs) return;
      await this.files.remove(number);
      this.segments.shift();
    }
  }

  /** Writes what waits, also what nobody waits for. */
  async drain(): Promise<void> {
    clearTimeout(this.noteTimer);
    this.noteTimer = undefined;
    if (this.isBusy) await (this.idle ??= makeGroup()).promise;
    if (this.waiting.length > 0) await this.writeAll();
  }

  /** Writes what waits, closes, and returns the checkpoint. What comes later is not written. */
  async close(firstUnshipped?: JournalEntry): Promise<JournalPosition | undefined> {
    this.isClosed = true;
    clearTimeout(this.probeTimer);
    await this.drain();
    clearTimeout(this.probeTimer);
    const position = this.checkpoint(firstUnshipped);
    await this.abandonSegment();
    return position;
  }

  private startSoon(): void {
    if (this.isBusy || this.failure !== undefined || this.isClosed || this.noteTimer !== undefined) return;
    this.noteTimer = setTimeout(() => this.start(), this.limits.noteDelayMs);
  }

  /** The turn of the event loop that is under way ends first: others in it join the group. */
  private start(): void {
    if (this.isBusy || this.failure !== undefined || this.isClosed) return;
    this.isBusy = true;
    clearTimeout(this.noteTimer);
    this.noteTimer = undefined;
    setImmediate(() => void this.writeAll());
  }

  /** Writes groups until nobody waits; lines that nobody waits for go with them. */
  private async writeAll(): Promise<void> {
    this.isBusy = true;
    do {
      const { waiting: lines, group } = this;
      this.waiting = [];
      this.group = undefined;
      await this.writeGroup(lines);
      group?.resolve();
    } while (this.hasWaiters() && this.failure === undefined);
    this.isBusy = false;
    this.idle?.resolve();
    this.idle = undefined;
    if (this.waiting.length > 0) this.startSoon();
  }

  private hasWaiters(): boolean {
    return this.group !== undefined;
  }

  /** After an error nobody knows what of a segment is on the disk: the lines are written again, to a new one. */
  private async writeGroup(lines: JournalLine[]): Promise<void> {
    try {
      await this.write(lines);
    } catch {
      await this.abandonSegment();
      await this.write(lines).then(
        () => this.resume(),
        async (error: Error) => {
          await this.abandonSegment();
          this.hold(lines, error);
        },
      );
      return;
    }
    this.resume();
  }

  private async write(lines: JournalLine[]): Promise<void> {
    if (this.current !== undefined && this.current.bytes >= this.limits.segmentBytes)
      await this.abandonSegment();
    const isNew = this.current === undefined;
    const segment = (this.current ??= await this.createSegment());
    if (this.failure !== undefined) await this.probe(segment);
    const settled = settledOf(lines).filter(({ isShipped }) => !isShipped);
    const length = this.encode(isNew ? [...this.open.values(), ...settled] : lines);
    if (length > 0) await segment.file.write(this.buffer, length);
    // No turn of the event loop lies between these: a checkpoint sees all of it or nothing.
    const position = { segment: segment.number, offset: segment.bytes };
    segment.bytes += length;
    segment.writtenAtMs = Date.now();
    for (const entry of settled) entry.position = position;
    this.tellKept(lines);
  }

  /** A write of nothing would succeed on a full disk. */
  private async probe(segment: OpenSegment): Promise<void> {
    await segment.file.write(PROBE, PROBE.length);
    segment.bytes += PROBE.length;
  }

  private tellKept(lines: readonly JournalLine[]): void {
    for (const entry of settledOf(lines)) {
      if (entry.isKept) continue;
      entry.isKept = true;
      this.onKept(entry);
    }
  }

  private encode(lines: readonly JournalLine[]): number {
    let room = 0;
    for (const line of lines) room += mostBytesOf(line);
    if (room > this.buffer.length) this.buffer = Buffer.allocUnsafe(room);
    let length = 0;
    for (const line of lines) length = writeJournalLine(this.buffer, length, line);
    return length;
  }

  /** Each try has a number of its own: a file may be there although making it failed. */
  private async createSegment(): Promise<OpenSegment> {
    this.highestNumber += 1;
    const file = await this.files.create(this.highestNumber);
    const segment: OpenSegment = { number: this.highestNumber, writtenAtMs: Date.now(), bytes: 0, file };
    this.segments.push(segment);
    return segment;
  }

  /** A file to which nothing could be written would be one more with every try. */
  private async abandonSegment(): Promise<void> {
    const { current } = this;
    if (current === undefined) return;
    this.current = undefined;
    await current.file.close().catch(() => {});
    if (current.bytes > 0) return;
    this.segments.splice(this.segments.indexOf(current), 1);
    await this.files.remove(current.number).catch(() => {});
  }

  private hold(lines: JournalLine[], error: Error): void {
    this.waiting = [...settledOf(lines), ...settledOf(this.waiting)];
    this.tellKept(this.waiting);
    if (this.failure === undefined) {
      this.logger.error(
        { error },
        'The spend journal cannot be written: new calls are refused until it can.',
      );
    }
    this.failure = error;
    this.group?.resolve();
    this.group = undefined;
    if (!this.isClosed) this.probeTimer = setTimeout(() => void this.writeAll(), this.limits.probeMs);
  }

  private resume(): void {
    if (this.failure === undefined) return;
    this.failure = undefined;
    this.logger.info({ lostRefusals: this.lostRefusals }, 'The spend journal can be written again.');
    this.lostRefusals = 0;
  }
}

function settledOf(lines: readonly JournalLine[]): JournalEntry[] {
  return lines.filter((line): line is JournalEntry => line.kind === 'settled');
}

function makeGroup(): Group {
  let resolve!: () => void;
  const promise = new Promise<void>((resolvePromise) => (resolve = resolvePromise));
  return { promise, resolve };
}
