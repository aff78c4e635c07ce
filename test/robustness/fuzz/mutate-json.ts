import { changeAt, isContainer, type Json, type Place, placesIn, valueAt } from './json-places.js';
import type { SeededRandom } from './seeded-random.js';

/** Values of every type at the edges of what code expects. */
const ODD_VALUES: readonly Json[] = [
  ...[null, true, false, 0, -0, 1, -1, 1.5, 2, 4096, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 31, -(2 ** 63)],
  ...[
    '',
    ' ',
    '\n',
    '\u0000',
    'text',
    'user',
    'auto',
    '{}',
    '[]',
    'null',
    '1',
    '\ufeff',
    '\u202e',
    '💥',
    'é',
  ],
  ...[
    '\ud800',
    'a\udfff',
    '__proto__',
    'constructor',
    'x'.repeat(300),
    'ü'.repeat(20_000),
    'a b/c.d',
    '../..',
  ],
  ...['data:,', 'data:image/png;base64,', 'data:image/png;base64,%%%', 'javascript:1', 'https://a.example/b'],
  ...[
    [],
    [[]],
    [null],
    {},
    { '': null },
    [''],
    ['text'],
    [{}],
    { type: 'text' },
    { type: null },
    { text: 'x' },
  ],
  nested(60),
  nested(190),
];

const ODD_NAMES = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '',
    ' ',
    '0',
    'type',
    'role',
    'content',
  ],
  ...['model', 'stream', 'system', 'tools', 'max_tokens', 'messages', 'temperature', 'thinking', 'metadata'],
  ...['n', 'seed', 'stop', 'user', 'cache_control', 'api_base', 'unknown_field', 'é', '\ud800', 'a.b[0]'],
];

type Mutation = (body: Json, random: SeededRandom) => Json | undefined;

const MUTATIONS: readonly Mutation[] = [
  (body, random) => changeAt(body, anyPlace(body, random), () => random.pick(ODD_VALUES)),
  (body, random) => changeAt(body, anyPlace(body, random), () => random.pick(ODD_VALUES)),
  (body, random) => changeAt(body, anyPlace(body, random), () => undefined),
  (body, random) => changeAt(body, anyPlace(body, random), (old) => [old]),
  (body, random) => changeAt(body, anyPlace(body, random), (old) => ({ [random.pick(ODD_NAMES)]: old })),
  (body, random) => changeAt(body, anyPlace(body, random), (old) => sameTypeAs(old, random)),
  moveValue,
  (body, random) => changeAt(body, anyContainer(body, random), (old) => withOddMember(old, random)),
  (body, random) => changeAt(body, anyContainer(body, random), (old) => reordered(old, random)),
];

/** A valid body with one to three things changed in it. */
export function mutateJson(body: Json, random: SeededRandom): Json {
  const count = random.pick([1, 1, 1, 2, 3]);
  let mutated = body;
  for (let i = 0; i < count; i++) mutated = random.pick(MUTATIONS)(mutated, random) ?? mutated;
  return mutated;
}

/** The body itself is replaced by `damageText`, which reaches every kind of text. */
function anyPlace(body: Json, random: SeededRandom): Place {
  const places = placesIn(body);
  return places[1 + random.below(places.length - 1)] ?? [];
}

function anyContainer(body: Json, random: SeededRandom): Place {
  return random.pick(placesIn(body).filter((place) => isContainer(valueAt(body, place))));
}

/** Puts a value that is right somewhere where another one belongs. */
function moveValue(body: Json, random: SeededRandom): Json | undefined {
  const moved = valueAt(body, anyPlace(body, random)) ?? null;
  return changeAt(body, anyPlace(body, random), () => moved);
}

function sameTypeAs(old: Json, random: SeededRandom): Json {
  const kind = (value: Json) => (Array.isArray(value) ? 'array' : typeof value);
  return random.pick(ODD_VALUES.filter((value) => kind(value) === kind(old)));
}

function withOddMember(old: Json, random: SeededRandom): Json {
  const value = random.pick(ODD_VALUES);
  if (Array.isArray(old)) return old.toSpliced(random.below(old.length + 1), 0, value);
  return Object.fromEntries([...Object.entries(old as object), [random.pick(ODD_NAMES), value]]);
}

/** A list backwards, or with an element twice; an object with its members backwards, which changes nothing. */
function reordered(old: Json, random: SeededRandom): Json {
  if (!Array.isArray(old)) return Object.fromEntries(Object.entries(old as Record<string, Json>).reverse());
  if (old.length === 0 || random.isLikely(0.4)) return old.toReversed();
  const doubled = random.pick(old);
  return old.toSpliced(random.below(old.length + 1), 0, doubled);
}

function nested(depth: number): Json {
  let value: Json = 'deep';
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}
