import { suggestName } from '../suggest-name.js';
import type { ConfigNode, MapEntry } from '../yaml/config-node.js';
import type { Located, ReadContext, ValueReader } from './read-context.js';
import { entriesOf } from './value-readers.js';

/** The keys that a mapping may have, and how each is read. */
export type SectionRows = Readonly<Record<string, ValueReader<unknown>>>;

export type Section<Rows extends SectionRows> = {
  readonly [Key in keyof Rows]?: Located<Rows[Key] extends ValueReader<infer T> ? T : never>;
};

/** Reads the keys that the rows name; any other key is a warning with its line and the name it may have meant. */
export function readSection<Rows extends SectionRows>(
  node: ConfigNode | undefined,
  rows: Rows,
  context: ReadContext,
): Section<Rows> {
  const values: Record<string, Located<unknown>> = {};
  for (const entry of entriesOf(node, context)) {
    const read = Object.hasOwn(rows, entry.key) ? rows[entry.key] : undefined;
    if (read === undefined) warnUnknown(entry, Object.keys(rows), context);
    const value = read?.(entry.node, context);
    if (value !== undefined) values[entry.key] = { value, node: entry.node };
  }
  return values as Section<Rows>;
}

function warnUnknown(entry: MapEntry, known: readonly string[], { problems }: ReadContext): void {
  const meant = suggestName(entry.key, known);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  problems.warn(`${entry.keyLocation}: unknown key ${entry.node.path} is ignored.${hint}`);
}
