import { text } from '../values/scalar-kinds.js';
import type { MapEntry } from '../yaml/config-node.js';
import type { Located, ValueReader } from './read-context.js';
import { entriesOf, itemsOf, listOf } from './value-readers.js';

export interface Fallback {
  readonly from: string;
  readonly entry: MapEntry;
  readonly targets: readonly Located<string>[];
}

const readTargets = listOf(text);

/** `[{ a: [b, c] }]`: what is tried, in order, after `a`. A name that is given again replaces what it had. */
export const readFallbacks: ValueReader<readonly Fallback[]> = (node, context) =>
  itemsOf(node, context)
    .flatMap((item) => entriesOf(item, context))
    .map((entry) => ({ from: entry.key, entry, targets: readTargets(entry.node, context) ?? [] }));
