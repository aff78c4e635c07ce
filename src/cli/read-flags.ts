import { CommandFailure, EXIT } from './command-failure.js';

/** The number of a flag; undefined when it was not given. Throws CommandFailure when it is none. */
export function readNumber(flag: string, written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  if (!/^\d+(?:\.\d+)?$/.test(written)) throw wrongFlag(flag, written, 'a number');
  return Number(written);
}

/** The pairs of a flag that was given once for each, as `name=value`. */
export function readPairs(flag: string, written: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    written.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw wrongFlag(flag, pair, 'name=value');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** The failure for a flag that was not written as it has to be. */
export function wrongFlag(flag: string, written: string, allowed: string): CommandFailure {
  return new CommandFailure(EXIT.wrongUsage, `${flag} "${written}" is not understood; write ${allowed}.`);
}
