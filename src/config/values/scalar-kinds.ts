import type { Scalar, ScalarKind } from './scalar-kind.js';
import { refuse } from './scalar-kind.js';

const NUMBER_TEXT = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
/** Longer than this and a timer of Node fires at once. */
const LONGEST_SECONDS = 2_147_483;

interface Range {
  readonly least: number;
  readonly most?: number;
  readonly example: string;
}

/** A string with something in it. */
export const text: ScalarKind<string> = {
  allowed: 'a string that is not blank',
  read: (value) => (typeof value === 'string' && value.trim() !== '' ? { value: value.trim() } : refuse()),
};

export function wholeNumber({ least, most = Number.MAX_SAFE_INTEGER, example }: Range): ScalarKind<number> {
  const until = most === Number.MAX_SAFE_INTEGER ? 'or more' : `to ${most}`;
  return {
    allowed: `a whole number, ${least} ${until}`,
    example,
    read(value) {
      const number = numberOf(value);
      const isAllowed = Number.isSafeInteger(number) && number >= least && number <= most;
      return isAllowed ? { value: number } : refuse();
    },
  };
}

export function number({ least, most = Number.MAX_VALUE, example }: Range): ScalarKind<number> {
  return {
    allowed: most === Number.MAX_VALUE ? `a number, ${least} or more` : `a number from ${least} to ${most}`,
    example,
    read(value) {
      const number = numberOf(value);
      return number >= least && number <= most ? { value: number } : refuse();
    },
  };
}

/** Seconds in the file, milliseconds here. */
export function seconds({ least, example }: Range): ScalarKind<number> {
  const kind = number({ least, most: LONGEST_SECONDS, example });
  return {
    ...kind,
    allowed: `a number of seconds from ${least} to ${LONGEST_SECONDS}`,
    read(value) {
      const reading = kind.read(value);
      return 'value' in reading ? { value: Math.round(reading.value * 1000) } : reading;
    },
  };
}

const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

export const toggle: ScalarKind<boolean> = {
  allowed: 'true or false',
  read(value) {
    const isOn = SWITCH_WORDS.get(String(value).trim().toLowerCase());
    return isOn === undefined ? refuse() : { value: isOn };
  },
};

export function oneOf<T extends string>(choices: readonly T[]): ScalarKind<T> {
  return {
    allowed: `one of ${choices.join(', ')}`,
    read(value) {
      const choice = choices.find((known) => known === String(value).trim().toLowerCase());
      return choice === undefined ? refuse() : { value: choice };
    },
  };
}

/** NaN for what is no number, which is then in no range. */
function numberOf(value: Scalar): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER_TEXT.test(value) ? Number(value) : Number.NaN;
}
