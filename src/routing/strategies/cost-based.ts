import { lowest } from './lowest.js';
import type { Strategy } from './strategy.js';

/** The one with the lowest price; one whose price is not known comes last. */
export const costBased: Strategy = (candidates, { draw }) =>
  lowest(candidates, ({ price = Infinity }) => price, draw);
