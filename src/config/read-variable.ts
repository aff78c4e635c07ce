import type { ProblemList } from './problem-list.js';
import type { Environment } from './environment.js';
import { describeValue, wrongValue } from './values/describe-value.js';
import type { ScalarKind } from './values/scalar-kind.js';

export interface NamedValue<T> {
  /** The variable or flag as messages call it, such as `PORT` or `--port`. */
  readonly name: string;
  readonly written: string | undefined;
  readonly kind: ScalarKind<T>;
}

/** Reads the text of a flag or variable; undefined when absent or, once that is among the problems, wrong. */
export function readNamedValue<T>(
  { name, written, kind }: NamedValue<T>,
  problems: ProblemList,
): T | undefined {
  if (written === undefined) return undefined;
  const reading = kind.read(written);
  if ('value' in reading) return reading.value;
  problems.error(wrongValue(name, reading.found || describeValue(written, kind.isSecret), kind));
  return undefined;
}

/** Reads a variable of the environment; an empty one counts as absent. */
export function readVariable<T>(
  { environment, name, kind }: { environment: Environment; name: string; kind: ScalarKind<T> },
  problems: ProblemList,
): T | undefined {
  return readNamedValue({ name, written: environment.get(name) || undefined, kind }, problems);
}
