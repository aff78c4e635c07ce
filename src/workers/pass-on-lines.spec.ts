import { Readable } from 'node:stream';
import { passOnLines } from './pass-on-lines.js';

async function passedOn(...chunks: (string | Buffer)[]): Promise<string[]> {
  const written: string[] = [];
  await passOnLines(Readable.from(chunks, { objectMode: false }), (lines) => written.push(lines));
  return written;
}

describe('what a worker writes', () => {
  it('is passed on in whole lines, however it comes', async () => {
    expect(await passedOn('{"a":', '1}\n{"b":2}\n{"c"', ':3', '}\n')).toEqual([
      '{"a":1}\n{"b":2}\n',
      '{"c":3}\n',
    ]);
  });

  it('keeps characters that come in parts', async () => {
    const bytes = Buffer.from('ü\n');
    expect(await passedOn(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['ü\n']);
  });

  it('ends a line that was cut off, so that the next begins on its own', async () => {
    expect(await passedOn('one\ntw')).toEqual(['one\n', 'tw\n']);
  });
});
