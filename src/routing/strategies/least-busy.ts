import { lowest } from './lowest.js';
import type { Strategy } from './strategy.js';

/** The one with the fewest calls under way for its weight, once it had this one too. */
export const leastBusy: Strategy = (candidates, { draw }) =>
  lowest(candidates, ({ figures, deployment }) => (figures.inFlight + 1) / deployment.weight, draw);
