import { CommandFailure, EXIT } from '../command-failure.js';

const MOST = 100_000;

/** The value of `--limit`; undefined when it was not given. */
export function readLimit(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const limit = Number(written);
  if (/^\d+$/.test(written) && limit >= 1 && limit <= MOST) return limit;
  throw new CommandFailure(EXIT.wrongUsage, `--limit "${written}" is no whole number from 1 to ${MOST}.`);
}
