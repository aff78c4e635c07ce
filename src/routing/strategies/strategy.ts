import type { Candidate } from '../candidates/candidate.js';

/** What a choice goes by beside the candidates. */
export interface Choice {
  /** Chance: a number from 0 up to but not including 1. */
  readonly draw: number;
  /** Of the clock that the figures are kept by. */
  readonly nowMs: number;
  readonly isStream: boolean;
}

/** Chooses one of several candidates, all of which may be called; there is at least one. */
export type Strategy = (candidates: readonly Candidate[], choice: Choice) => Candidate;
