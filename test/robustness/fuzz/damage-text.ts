import type { SeededRandom } from './seeded-random.js';

/** Raw JSON that no object serialises to, and text that is none. */
const RAW_TOKENS = [
  ...[
    '1e999',
    '-1e999',
    '-0',
    '0.0',
    '1E+2',
    '123456789012345678901234567890',
    '9'.repeat(500),
    '01',
    '.5',
    '1.',
  ],
  ...[
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"\\x41"',
    '"\\u12"',
    '"\t"',
    'NaN',
    'Infinity',
    'undefined',
  ],
  ...["'a'", 'True', 'nul', '{"a":1,"a":2}', '{"__proto__":{"x":1}}', '[1,]', '{,}', '{"a"}', '/**/1', ''],
  ...[
    '['.repeat(300) + ']'.repeat(300),
    '['.repeat(100_000),
    '{"a":'.repeat(50_000),
    '"' + 'a'.repeat(200_000) + '"',
  ],
  `{${Array.from({ length: 3000 }, (_, index) => `"k${index}":${index}`).join(',')}}`,
];

const WHOLE_TEXTS = [
  '',
  ' ',
  'null',
  '[]',
  '{}',
  '""',
  '0',
  'true',
  '\u0000',
  '{"a":1} {"a":1}',
  '<html></html>',
];

const ODD_BYTES = [
  ...[
    'ff',
    '00',
    'c0af',
    'eda080',
    'f09f',
    'efbbbf',
    'e28028',
    '0a',
    '22',
    '5c',
    '7b',
    '7d',
    '5b',
    '5d',
    '2c',
    '3a',
  ],
].map((hex) => Buffer.from(hex, 'hex'));

type Damage = (bytes: Buffer, random: SeededRandom) => Buffer;

const DAMAGES: readonly Damage[] = [
  (bytes, random) => splice(bytes, random.below(bytes.length), 1, Buffer.from([random.below(256)])),
  (bytes, random) => splice(bytes, random.below(bytes.length), 1 + random.below(20), Buffer.alloc(0)),
  (bytes, random) => splice(bytes, random.below(bytes.length), 0, random.pick(ODD_BYTES)),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => Buffer.concat([bytes, bytes.subarray(random.below(bytes.length))]),
  doubleRange,
  replaceToken,
  replaceToken,
  repeatMember,
  repeatMember,
  (_bytes, random) => Buffer.from(random.pick(WHOLE_TEXTS)),
];

/** A JSON text with one damage; often it is no JSON afterwards. */
export function damageText(text: string, random: SeededRandom): Buffer {
  return random.pick(DAMAGES)(Buffer.from(text), random);
}

function doubleRange(bytes: Buffer, random: SeededRandom): Buffer {
  const start = random.below(bytes.length);
  const range = bytes.subarray(start, start + 1 + random.below(60));
  return splice(bytes, random.below(bytes.length), 0, range);
}

/** Puts raw text in the place of a string (a name too), number, or literal. */
function replaceToken(bytes: Buffer, random: SeededRandom): Buffer {
  const text = bytes.toString();
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/g)];
  if (tokens.length === 0) return bytes;
  const { 0: token, index } = random.pick(tokens);
  return Buffer.from(text.slice(0, index) + random.pick(RAW_TOKENS) + text.slice(index + token.length));
}

/** Names one of the text's members a second time, with another value. */
function repeatMember(bytes: Buffer, random: SeededRandom): Buffer {
  const text = bytes.toString();
  const members = [...text.matchAll(/(?<=[{,])"(?:[^"\\]|\\.)*":/g)];
  if (members.length === 0) return bytes;
  const { 0: name, index } = random.pick(members);
  const value = random.pick(['null', '1', '"x"', '[]', '{}', 'true']);
  return Buffer.from(`${text.slice(0, index)}${name}${value},${text.slice(index)}`);
}

function splice(bytes: Buffer, at: number, removed: number, added: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}
