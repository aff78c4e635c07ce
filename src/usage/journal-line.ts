import { crc32 } from 'node:zlib';

/** `opened`: the record that stands should the gateway crash before the attempt is settled. */
type JournalLineKind = 'opened' | 'settled';

/** A record as the journal and the database take it. */
export interface JournalLine {
  kind: JournalLineKind;
  attemptId: string;
  /** See `serializeUsageRecord`; it has no line break. */
  json: string;
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const OPENED = 0x4f;
const SETTLED = 0x52;
/** Eight hexadecimal digits of the checksum, a space, and one letter for the kind, which the checksum covers. */
const CHECKSUM_LENGTH = 8;
const HEAD_LENGTH = CHECKSUM_LENGTH + 2;
const ATTEMPT_ID_START = '{"attemptId":"'.length;
const ATTEMPT_ID_LENGTH = 36;
/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

/** Room that a line needs at most, in bytes. */
export function mostBytesOf({ json }: JournalLine): number {
  return HEAD_LENGTH + json.length * MOST_BYTES_PER_UNIT + 1;
}

/** Writes a line at an offset and returns where it ends. */
export function writeJournalLine(buffer: Buffer, offset: number, { kind, json }: JournalLine): number {
  const kindAt = offset + CHECKSUM_LENGTH + 1;
  buffer[kindAt - 1] = SPACE;
  buffer[kindAt] = kind === 'opened' ? OPENED : SETTLED;
  const end = kindAt + 1 + buffer.write(json, kindAt + 1, 'utf8');
  buffer.write(checksumOf(buffer.subarray(kindAt, end)), offset, 'latin1');
  buffer[end] = LINE_FEED;
  return end + 1;
}

/** A line, and where it begins. */
export interface StoredLine extends JournalLine {
  offset: number;
}

/**
 * Reads the lines of a segment. What was torn off, overwritten or never written does not match its checksum and is
 * left out; the lines around it are read.
 */
export function* readJournalLines(segment: Buffer): Generator<StoredLine> {
  let start = 0;
  for (;;) {
    const end = segment.indexOf(LINE_FEED, start);
    if (end === -1) return;
    const line = readLine(segment.subarray(start, end));
    if (line !== undefined) yield { ...line, offset: start };
    start = end + 1;
  }
}

function readLine(line: Buffer): JournalLine | undefined {
  if (line.length <= HEAD_LENGTH || line[CHECKSUM_LENGTH] !== SPACE) return undefined;
  const kind = kindOf(line[HEAD_LENGTH - 1]);
  if (
    kind === undefined ||
    checksumOf(line.subarray(HEAD_LENGTH - 1)) !== line.toString('latin1', 0, CHECKSUM_LENGTH)
  ) {
    return undefined;
  }
  const json = line.toString('utf8', HEAD_LENGTH);
  return { kind, json, attemptId: json.slice(ATTEMPT_ID_START, ATTEMPT_ID_START + ATTEMPT_ID_LENGTH) };
}

function kindOf(letter: number | undefined): JournalLineKind | undefined {
  if (letter === OPENED) return 'opened';
  return letter === SETTLED ? 'settled' : undefined;
}

function checksumOf(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(CHECKSUM_LENGTH, '0');
}
