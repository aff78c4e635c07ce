import { readFile } from 'node:fs/promises';

import fc from 'fast-check';

import { JSON_STRING_WASM } from './json-string-wasm.js';
import * as fast from './scan-json.js';
import { skipLongText } from './wasm-string-scanner.js';

type Scanner = typeof fast;

/** The scanner as it is on a machine without WebAssembly. */
async function importWithoutWebAssembly(): Promise<Scanner> {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly') as PropertyDescriptor;
  Object.defineProperty(globalThis, 'WebAssembly', { ...original, value: undefined });
  try {
    import.meta.jest.resetModules();
    const { skipLongText: skipNothing } = await import('./wasm-string-scanner.js');
    expect(skipNothing(Buffer.from('plain"'), 2)).toBe(2);
    return await import('./scan-json.js');
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', original);
  }
}

/** What a scan says: where the members lie, what a parser makes of the text, or the words of the refusals. */
function outcome({ scanJsonObject, parseJsonWithin }: Scanner, bytes: Buffer): unknown[] {
  return [() => [...scanJsonObject(bytes)], () => parseJsonWithin(bytes)].map((read) => {
    try {
      return read();
    } catch (error) {
      return (error as Error).message;
    }
  });
}

const WHOLE = [
  '\\n',
  '\\"',
  '\\\\',
  '\\/',
  '\\b',
  '\\f',
  '\\r',
  '\\t',
  '\\u00e9',
  '\\uABcd',
  'é',
  '中',
  '😀',
];
const BROKEN = [
  '\\',
  '"',
  '\\x',
  '\\u12',
  '\\u12g4',
  '\\U0041',
  '\\\n',
  '\\\0',
  '\0',
  '\n',
  '\x1f',
  '\x7f',
  '\\u',
];
const PLAIN = fc
  .integer({ min: 0, max: 40 })
  .map((length) => 'plain text 0123456789 abcdef u n'.repeat(2).slice(0, length));
const FILLER = fc.constantFrom(0, 100, 256, 600, 2000, 20_000, 40_000).map((length) => 'x'.repeat(length));

/** Long strings with an escape wherever it may fall on the edge of a step or of a window. */
const TEXT = fc
  .array(fc.oneof(PLAIN, { arbitrary: fc.constantFrom(...WHOLE), weight: 2 }, FILLER), { maxLength: 30 })
  .map((pieces) => pieces.join(''));

describe('skipLongText', () => {
  it('stops at the closing quote wherever an escape falls on the edge of a step or a window', () => {
    for (const escape of [...WHOLE, '\\\\\\"', '\\u0041\\u0042\\u0043']) {
      for (const edge of [16, 512, 1536]) {
        for (let before = edge - 24; before <= edge + 8; before++) {
          const text = 'x'.repeat(Math.max(before, 0)) + escape.repeat(2);
          const bytes = Buffer.from(`${text}"after`);
          expect([escape, before, skipLongText(bytes, 0)]).toEqual([escape, before, Buffer.byteLength(text)]);
        }
      }
    }
  });

  it.each(BROKEN)('stops before %j wherever it stands', (broken) => {
    for (let before = 0; before < 600; before++) {
      const bytes = Buffer.from(`${'x'.repeat(before)}${broken}zzzzzzz`);
      const stop = broken === '\x7f' ? bytes.length : before;
      expect([before, skipLongText(bytes, 0)]).toEqual([before, stop]);
    }
  });

  it('stops at the end of a text that has no closing quote, whatever an earlier scan left behind', () => {
    skipLongText(Buffer.from('n0041"'.repeat(5000)), 0);
    skipLongText(Buffer.from('x'.repeat(40_000)), 0);
    for (const length of [0, 1, 15, 16, 17, 511, 512, 513, 16_384, 33_000]) {
      expect(skipLongText(Buffer.from('x'.repeat(length)), 0)).toBe(length);
      expect(skipLongText(Buffer.from(`${'x'.repeat(length)}\\u00`), 0)).toBe(length);
    }
  });

  it('takes each letter behind a backslash that JSON takes, and no other', () => {
    for (let letter = 0; letter < 256; letter++) {
      const bytes = Buffer.concat([Buffer.from('x\\'), Buffer.of(letter), Buffer.from('0aF9"')]);
      expect([letter, skipLongText(bytes, 0)]).toEqual([letter, isEscape(letter) ? 7 : 1]);
    }
  });
});

function isEscape(letter: number): boolean {
  return '"\\/bfnrtu'.includes(String.fromCharCode(letter));
}

describe('a scan with WebAssembly', () => {
  let slow: Scanner;
  beforeAll(async () => {
    slow = await importWithoutWebAssembly();
  });

  it('says what a scan without it says of large texts, sound or damaged', () => {
    fc.assert(
      fc.property(
        fc.array(TEXT, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '', ...BROKEN),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(8),
        (texts, damage, where, cut) => {
          const text = `{${texts.map((value, index) => `"m${index}":["${value}"]`).join(',')}}`;
          const at = Math.floor(text.length * where);
          const damaged = text.slice(0, at) + damage + text.slice(at);
          const bytes = Buffer.from(cut < 5 ? damaged : damaged.slice(0, at + cut));
          expect(outcome(fast, bytes)).toEqual(outcome(slow, bytes));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads long member names with escapes', () => {
    const name = `${'x'.repeat(1000)}"\n`;
    const bytes = Buffer.from(JSON.stringify({ [name]: 1 }));
    expect([...fast.scanJsonObject(bytes).keys()]).toEqual([name]);
  });

  it('says what a scan without it says of a long text that ends in a backslash', () => {
    for (let length = 240; length < 800; length++) {
      const bytes = Buffer.from(`{"a":"${'x'.repeat(length)}\\`);
      expect(outcome(fast, bytes)).toEqual(outcome(slow, bytes));
    }
  });
});

describe('json-string-wasm.ts', () => {
  it('is what json-string.wat assembles to', async () => {
    const { default: loadWabt } = await import('wabt');
    const source = await readFile(new URL('./json-string.wat', import.meta.url), 'utf8');
    const { buffer } = (await loadWabt()).parseWat('json-string.wat', source).toBinary({});
    expect(Buffer.from(buffer).toString('base64')).toBe(JSON_STRING_WASM);
  });
});
