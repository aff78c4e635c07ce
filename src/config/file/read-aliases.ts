import { text, toggle } from '../values/scalar-kinds.js';
import type { MapEntry } from '../yaml/config-node.js';
import type { ReadContext, ValueReader } from './read-context.js';
import { readSection } from './read-section.js';
import { entriesOf, scalar } from './value-readers.js';

export interface Alias {
  readonly name: string;
  readonly entry: MapEntry;
  readonly model: string;
  readonly isHidden: boolean;
}

const ALIAS_ROWS = { model: scalar(text), hidden: scalar(toggle) };
const readName = scalar(text);

/** `alias: model` or `alias: { model, hidden }`. */
export const readAliases: ValueReader<readonly Alias[]> = (node, context) =>
  entriesOf(node, context).flatMap((entry) => readAlias(entry, context) ?? []);

function readAlias(entry: MapEntry, context: ReadContext): Alias | undefined {
  const { node, key: name } = entry;
  if (node.kind !== 'map') {
    const model = readName(node, context);
    return model === undefined ? undefined : { name, entry, model, isHidden: false };
  }
  const { model, hidden } = readSection(node, ALIAS_ROWS, context);
  if (model !== undefined) return { name, entry, model: model.value, isHidden: hidden?.value ?? false };
  context.problems.error(`${entry.keyLocation}: ${node.path} has no model; write ${name}: MODEL_NAME.`);
  return undefined;
}
