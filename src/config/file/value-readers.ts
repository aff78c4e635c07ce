import { describeValue, wrongValue } from '../values/describe-value.js';
import type { ScalarKind } from '../values/scalar-kind.js';
import type { ConfigNode, MapEntry } from '../yaml/config-node.js';
import { isEmptyNode } from '../yaml/config-node.js';
import type { Located, ReadContext, ValueReader } from './read-context.js';
import { referencedVariable, resolveReference } from './resolve-reference.js';

/** Any value, to be looked at later. */
export const anyNode: ValueReader<ConfigNode> = (node) => (isEmptyNode(node) ? undefined : node);

/** One value of a kind, written out or as `os.environ/NAME`. */
export function scalar<T>(kind: ScalarKind<T>): ValueReader<T> {
  return (node, context) => {
    if (isEmptyNode(node)) return undefined;
    if (node.kind !== 'scalar') return reportWrong(node, shapeOf(node), kind, context);
    const written = resolveReference(node, context);
    if (written === undefined) return undefined;
    const reading = kind.read(written);
    if ('value' in reading) return reading.value;
    const variable = referencedVariable(node.value);
    const found = reading.found || describeValue(written, kind.isSecret);
    return reportWrong(node, variable === undefined ? found : `${found} in ${variable}`, kind, context);
  };
}

/** A scalar that may not be left empty, because an empty one would quietly mean the least safe setting. */
export function neverEmpty<T>(kind: ScalarKind<T>): ValueReader<T> {
  const read = scalar(kind);
  return (node, context) =>
    isEmptyNode(node) ? reportWrong(node, 'empty', kind, context) : read(node, context);
}

/** A list of names; a single name stands for a list of one. */
export function listOf<T>(kind: ScalarKind<T>): ValueReader<readonly Located<T>[]> {
  const read = scalar(kind);
  return (node, context) => {
    const items = node.kind === 'list' ? node.items : [node];
    return items.flatMap((item) => {
      const value = read(item, context);
      return value === undefined ? [] : [{ value, node: item }];
    });
  };
}

/** The entries of a mapping, or none once something else in its place is among the problems. */
export function entriesOf(node: ConfigNode | undefined, context: ReadContext): readonly MapEntry[] {
  if (node === undefined || isEmptyNode(node)) return [];
  if (node.kind === 'map') return node.entries;
  context.problems.error(`${node.location}: ${node.path} is ${shapeOf(node)}; allowed is a mapping of keys.`);
  return [];
}

/** The items of a list, or none once something else in its place is among the problems. */
export function itemsOf(node: ConfigNode | undefined, context: ReadContext): readonly ConfigNode[] {
  if (node === undefined || isEmptyNode(node)) return [];
  if (node.kind === 'list') return node.items;
  context.problems.error(`${node.location}: ${node.path} is ${shapeOf(node)}; allowed is a list ("- …").`);
  return [];
}

function shapeOf(node: ConfigNode): string {
  return { scalar: 'a single value', list: 'a list', map: 'a mapping' }[node.kind];
}

function reportWrong<T>(
  node: ConfigNode,
  found: string,
  kind: ScalarKind<T>,
  { problems }: ReadContext,
): undefined {
  problems.error(`${node.location}: ${wrongValue(node.path, found, kind)}`);
}
