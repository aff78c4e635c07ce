import fc from 'fast-check';

import { InvalidRequestError } from '../../errors/gateway-error.js';
import { parseJsonSpan, parseJsonWithin, scanJsonObject, withoutLongText } from './scan-json.js';

function scan(text: string) {
  return scanJsonObject(Buffer.from(text));
}

function isRefused(text: string): boolean {
  try {
    scan(text);
    return false;
  } catch (error) {
    if (error instanceof InvalidRequestError) return true;
    throw error;
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

describe('scanJsonObject', () => {
  it('finds each top-level member where it lies', () => {
    const text = '{ "model" : "claude" ,"n":-1.5e3, "list":[1,{"a":[]},"x"], "o":{},"t":true }';
    const members = scan(text);
    const slices = [...members].map(([name, { start, end }]) => [name, text.slice(start, end)]);
    expect(slices).toEqual([
      ['model', '"claude"'],
      ['n', '-1.5e3'],
      ['list', '[1,{"a":[]},"x"]'],
      ['o', '{}'],
      ['t', 'true'],
    ]);
  });

  it('accepts an empty object', () => {
    expect(scan(' {} ').size).toBe(0);
  });

  it('agrees with JSON.parse on any object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 0, max: 3 }),
        (value, indent) => {
          const bytes = Buffer.from(JSON.stringify(value, null, indent));
          const parsed = JSON.parse(bytes.toString()) as Record<string, unknown>;
          const members = scanJsonObject(bytes);
          expect([...members.keys()].sort()).toEqual(Object.keys(parsed).sort());
          for (const [name, span] of members) expect(parseJsonSpan(bytes, span)).toEqual(parsed[name]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses exactly what JSON.parse refuses when a valid text is damaged', () => {
    const valid =
      '{"model":"a\\u00e9\\n","messages":[{"role":"user","content":[{"x":-0.5e+2}]}],"ok":[true,false,null,{}]}';
    fc.assert(
      fc.property(
        fc.nat(valid.length),
        fc.nat(4),
        fc.constantFrom(
          '',
          '"',
          '\\',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '0',
          '-',
          '.',
          'e',
          't',
          ' ',
          '\n',
          '\\u12',
          '1.',
        ),
        (at, removed, inserted) => {
          const text = valid.slice(0, at) + inserted + valid.slice(at + removed);
          // A repeated top-level name is valid JSON; the scanner refuses it on purpose.
          const repeats = isJsonObject(text) && new Set(text.match(/"(model|messages|ok)":/g)).size < 3;
          fc.pre(!repeats);
          expect({ text, isRefused: isRefused(text) }).toEqual({ text, isRefused: !isJsonObject(text) });
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['a top-level array', '[]'],
    ['nothing', ''],
    ['text after the object', '{} x'],
    ['a byte order mark', '\uFEFF{}'],
    ['an unfinished escape', '{"a":"\\u12'],
    ['a raw newline in a string', '{"a":"\n"}'],
    ['a number with a leading zero', '{"a":01}'],
    ['a number of thousands of digits', `{"a":${'9'.repeat(5000)}}`],
    ['a trailing comma', '{"a":[1,]}'],
    ['a mismatched bracket', '{"a":[1}}'],
  ])('refuses %s', (_what, text) => {
    expect(isRefused(text)).toBe(true);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => scanJsonObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow(
      'not valid UTF-8',
    );
  });

  it('names a top-level member that appears twice, also when one is spelled with an escape', () => {
    expect(() => scan('{"model":"a","mod\\u0065l":"b"}')).toThrow('"model" twice');
  });

  it('refuses 16 MB of nested brackets within 100 ms', () => {
    const bytes = Buffer.alloc(16 << 20, '[');
    bytes.write('{"a":');
    const startedAt = performance.now();
    expect(() => scanJsonObject(bytes)).toThrow('levels deep');
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  it('refuses more values than parsing should cost', () => {
    expect(() => scan(`{"a":[${'0,'.repeat(300_000)}0]}`)).toThrow('more than 200000 values');
  });

  describe('given white space', () => {
    const LIMITS = { maxDepth: 9, maxValues: 99, maxNumberLength: 9, maxSpace: 10 };
    const READERS = { scanJsonObject, parseJsonWithin };

    it.each(Object.entries(READERS))('takes as much outside strings as it may, by %s', (_name, read) => {
      expect(() => read(Buffer.from('     {"a    \\t     ":\t\n\r1 }\n'), LIMITS)).not.toThrow();
    });

    it.each(Object.entries(READERS))('refuses more, wherever it lies, by %s', (_name, read) => {
      expect(() => read(Buffer.from('     { "a" :\n\n\t1}\r\n'), LIMITS)).toThrow(
        'more than 10 bytes of white',
      );
      expect(() => read(Buffer.from(`{"a":1}${' '.repeat(11)}`), LIMITS)).toThrow(
        'more than 10 bytes of white',
      );
    });
  });
});

describe('withoutLongText', () => {
  /** The value with each text cut to its first bytes, as far as these are whole characters. */
  function cut(value: unknown): unknown {
    if (typeof value === 'string') return value.slice(0, 256);
    if (Array.isArray(value)) return value.map(cut);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member)]));
  }

  it('keeps all but what lies behind the first 256 bytes of a string', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', ':', '{', ',', ' ') });
    const long = fc.string({ unit: fc.constantFrom('a', '}', '[', ' '), minLength: 200, maxLength: 1200 });
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        word,
        long,
        fc.integer(),
        fc.array(tie('any')),
        fc.dictionary(word, tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 2 }), (any, indent) => {
        const bytes = Buffer.from(JSON.stringify(any, null, indent));
        expect(JSON.parse(withoutLongText(bytes).toString())).toEqual(cut(any));
      }),
      { numRuns: 500 },
    );
  });

  it('takes an escaped quote or backslash for no end', () => {
    const text = `${'a'.repeat(300)}\\" \\\\`.repeat(3);
    const bytes = Buffer.from(`{"before":"${text}","behind":"\\\\"}`);
    expect(withoutLongText(bytes).toString()).toBe(`{"before":"${'a'.repeat(256)}","behind":"\\\\"}`);
  });
});
