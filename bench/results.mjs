import { median, spread } from './statistics.mjs';

/**
 * Figures of every round by scenario and contender; index 0 is the first round.
 * @typedef {Record<string, Record<string, import('./measure.mjs').Figures[]>>} Results
 */

/**
 * A contender's rounds of a scenario, or an empty list when it did not run.
 * @param {Results} results
 * @param {string} scenario
 * @param {string} contender
 */
export function roundsOf(results, scenario, contender) {
  return results[scenario]?.[contender] ?? [];
}

/**
 * Median over the rounds of one figure.
 * @param {import('./measure.mjs').Figures[]} rounds
 * @param {(figures: import('./measure.mjs').Figures) => number | null} pick
 */
export function medianOf(rounds, pick) {
  return median(rounds.map(pick));
}

/**
 * How far the rounds disagree about one figure, as a share of its median.
 * @param {import('./measure.mjs').Figures[]} rounds
 * @param {(figures: import('./measure.mjs').Figures) => number | null} pick
 */
export function spreadOf(rounds, pick) {
  return spread(rounds.map(pick));
}

/**
 * Median of a comparison that is made within each round, where both had the same weather.
 * @param {import('./measure.mjs').Figures[]} rounds
 * @param {import('./measure.mjs').Figures[]} otherRounds
 * @param {(figures: import('./measure.mjs').Figures, other: import('./measure.mjs').Figures) => number} compare
 */
export function pairedMedian(rounds, otherRounds, compare) {
  const pairs = rounds.slice(0, otherRounds.length);
  return median(pairs.map((figures, round) => compare(figures, otherRounds[round])));
}

/**
 * Number of failed answers over all rounds.
 * @param {import('./measure.mjs').Figures[]} rounds
 */
export function errorsOf(rounds) {
  return rounds.reduce((sum, figures) => sum + figures.errors, 0);
}
