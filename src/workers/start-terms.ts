import type { KeptSources } from '../config/kept-sources.js';

/** What a start needs beside the configuration. */
export interface StartTerms {
  /** What the configuration was read from. */
  readonly sources: KeptSources;
  /** The log goes to a terminal. */
  readonly isTerminal: boolean;
  /** Told when the gateway has ended by itself after its start. */
  readonly onEnd: (reason: Error) => void;
}
