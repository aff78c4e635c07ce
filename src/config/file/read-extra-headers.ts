import { extraHeaderValue, problemOfHeaderName } from '../values/extra-header.js';
import type { MapEntry } from '../yaml/config-node.js';
import type { ReadContext, ValueReader } from './read-context.js';
import { entriesOf, scalar } from './value-readers.js';

const readValue = scalar(extraHeaderValue);

/** Headers that go up with every request of a deployment, under lower-cased names. */
export const readExtraHeaders: ValueReader<Readonly<Record<string, string>>> = (node, context) =>
  Object.fromEntries(
    entriesOf(node, context).flatMap((entry): [string, string][] => {
      const value = readValue(entry.node, context);
      return isAllowedName(entry, context) && value !== undefined ? [[entry.key.toLowerCase(), value]] : [];
    }),
  );

function isAllowedName({ key, keyLocation, node }: MapEntry, { problems }: ReadContext): boolean {
  const problem = problemOfHeaderName(key);
  if (problem !== undefined) problems.error(`${keyLocation}: ${node.path} ${problem}.`);
  return problem === undefined;
}
