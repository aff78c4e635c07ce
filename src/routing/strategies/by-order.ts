import type { Strategy } from './strategy.js';

/** Any of them, evenly: all have the lowest `order` that can be called, which is what every strategy gets. */
export const byOrder: Strategy = (candidates, { draw }) => candidates[Math.floor(draw * candidates.length)]!;
