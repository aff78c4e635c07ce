import { usedPart } from '../candidates/limits.js';
import { lowest } from './lowest.js';
import type { Strategy } from './strategy.js';

/** The one with the most room left under its rpm and tpm; among equals, the one that was used least in the last minute. */
export const usageBased: Strategy = (candidates, { draw, nowMs }) => {
  const parts = candidates.map((candidate) => usedPart(candidate, nowMs));
  const least = Math.min(...parts);
  const emptiest = candidates.filter((_, index) => parts[index] === least);
  return lowest(emptiest, ({ figures }) => figures.usedTokens(nowMs) + figures.requests.at(nowMs), draw);
};
