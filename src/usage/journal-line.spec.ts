import fc from 'fast-check';

import { type JournalLine, mostBytesOf, readJournalLines, writeJournalLine } from './journal-line.js';

const ATTEMPT_ID = '0190f1e2-1234-7abc-8def-0123456789ab';

function lineOf(text: string, kind: JournalLine['kind'] = 'settled'): JournalLine {
  return { kind, attemptId: ATTEMPT_ID, json: JSON.stringify({ attemptId: ATTEMPT_ID, text }) };
}

function segmentOf(lines: readonly JournalLine[]): Buffer {
  const segment = Buffer.alloc(lines.reduce((sum, line) => sum + mostBytesOf(line), 0));
  return segment.subarray(
    0,
    lines.reduce((offset, line) => writeJournalLine(segment, offset, line), 0),
  );
}

function read(segment: Buffer): JournalLine[] {
  return [...readJournalLines(segment)].map(({ kind, attemptId, json }) => ({ kind, attemptId, json }));
}

describe('a journal segment', () => {
  const lines = [lineOf('first', 'opened'), lineOf('zwölf 🎉'), lineOf('third')];

  it('gives back what was written to it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const written = texts.map((text, index) => lineOf(text, index % 2 === 0 ? 'opened' : 'settled'));
        expect(read(segmentOf(written))).toEqual(written);
      }),
    );
  });

  it('torn at any byte gives back every line before the tear, and nothing else', () => {
    const segment = segmentOf(lines);
    const ends = [1, 2, 3].map((count) => segmentOf(lines.slice(0, count)).length);
    for (let length = 0; length <= segment.length; length += 1) {
      const whole = ends.filter((end) => end <= length).length;
      expect(read(segment.subarray(0, length))).toEqual(lines.slice(0, whole));
    }
  });

  it.each([
    ['zeros', Buffer.alloc(5_000)],
    ['line feeds', Buffer.alloc(5_000, '\n')],
    ['the beginning of a line', segmentOf(lines).subarray(0, 30)],
    ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251))],
  ])('ends before a tail of %s, and goes on behind it', (_, tail) => {
    const segment = segmentOf(lines);
    expect(read(Buffer.concat([segment, tail]))).toEqual(lines);
    expect(read(Buffer.concat([segment, tail, Buffer.from('\n'), segment]))).toEqual([...lines, ...lines]);
  });

  it('with any byte changed lacks that line and invents none', () => {
    const segment = segmentOf(lines);
    for (let place = 0; place < segment.length; place += 1) {
      const damaged = Buffer.from(segment);
      damaged[place] = (damaged[place] ?? 0) ^ 0x11;
      const found = read(damaged);
      expect(found.length).toBeGreaterThanOrEqual(1);
      expect(lines).toEqual(expect.arrayContaining(found));
    }
  });
});
