import fc from 'fast-check';

import {
  dataOfEvents,
  encodeNamedFrame,
  MAX_EVENT_BYTES,
  parseEventData,
  ServerSentEventBuffer,
} from './server-sent-events.js';

const VALUES = [{ type: 'a', text: 'héllo 😀 \u2028' }, { type: 'b', list: [1, '\r\n'] }, { type: 'c' }];
const STREAM = VALUES.map((value) =>
  Buffer.from(encodeNamedFrame(value.type, value), 'latin1').toString(),
).join('');

/** Feeds the bytes in pieces of the given sizes and parses every event that comes out. */
function decode(bytes: Buffer, cuts: number[]): unknown[] {
  const buffer = new ServerSentEventBuffer();
  const edges = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  const pieces = [0, ...edges].map((start, i) => bytes.subarray(start, edges[i] ?? bytes.length));
  return pieces.flatMap((piece) => dataOfEvents(buffer.push(piece))).map(parseEventData);
}

describe('ServerSentEventBuffer', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('gives the same events for %s line ends, cut at every byte', (_name, lineEnd) => {
    const bytes = Buffer.from(STREAM.replaceAll('\n', lineEnd));
    const everyByte = Array.from({ length: bytes.length }, (_, i) => i);
    expect(decode(bytes, everyByte)).toEqual(VALUES);
    for (const cut of everyByte) expect(decode(bytes, [cut])).toEqual(VALUES);
  });

  it('gives the same events however the bytes are cut', () => {
    const bytes = Buffer.from(STREAM.repeat(3));
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), (cuts) => {
        expect(decode(bytes, cuts)).toEqual([...VALUES, ...VALUES, ...VALUES]);
      }),
    );
  });

  it('ignores comments and fields that it does not know, and joins several data lines', () => {
    const bytes = Buffer.from(': keep-alive\n\nid: 7\nretry: 3\ndata: {"a":\ndata:1}\n\n');
    expect(decode(bytes, [])).toEqual([{ a: 1 }]);
  });

  it('takes a 10 MB event that arrives in small pieces in linear time', () => {
    const value = { text: 'x'.repeat(10 << 20) };
    const bytes = Buffer.from(encodeNamedFrame('big', value), 'latin1');
    const startedAt = performance.now();
    const cuts = Array.from({ length: bytes.length >> 10 }, (_, i) => i << 10);
    expect(decode(bytes, cuts)).toEqual([value]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('refuses an event without end', () => {
    const buffer = new ServerSentEventBuffer();
    const piece = Buffer.alloc(1 << 20, 'x');
    expect(() => {
      for (let sent = 0; sent <= MAX_EVENT_BYTES; sent += piece.length) buffer.push(piece);
    }).toThrow('an event of more than');
  });

  it('refuses data that is no JSON or no UTF-8', () => {
    expect(() => parseEventData('{"a":')).toThrow('not valid JSON');
    expect(() => parseEventData('{"a":"\xff"}')).toThrow('not valid UTF-8');
  });
});
