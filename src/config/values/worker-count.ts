import { availableParallelism } from 'node:os';
import type { ScalarKind } from './scalar-kind.js';
import { wholeNumber } from './scalar-kinds.js';

const AUTO = 'auto';
const number = wholeNumber({ least: 1, most: 256, example: '4' });

/** How many processes serve; `auto` is one for each core that this process may use. */
export const workerCount: ScalarKind<number> = {
  ...number,
  allowed: `${AUTO}, or ${number.allowed}`,
  read: (value) =>
    String(value).trim().toLowerCase() === AUTO ? { value: availableParallelism() } : number.read(value),
};
