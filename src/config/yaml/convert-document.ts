import type { Document, LineCounter, Node, Pair, ParsedNode, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { ProblemList } from '../problem-list.js';
import type { ConfigNode, MapEntry } from './config-node.js';

/** A token that ended up before a colon. */
const MISPLACED_SECRET = /(^|[^a-z])sk-/i;

/** Where the document's text came from. */
export interface DocumentSource {
  readonly document: Document<ParsedNode>;
  readonly lineCounter: LineCounter;
  readonly fileName: string;
  readonly problems: ProblemList;
}

interface Place {
  readonly path: string;
  readonly location: string;
  /** The nodes around this one: an alias to one of them would never end. */
  readonly ancestors: readonly Node[];
}

/** Turns YAML's tree into ours. An alias that leads nowhere becomes a problem and an empty value. */
export function convertDocument(source: DocumentSource): ConfigNode {
  const place = { path: '', location: `${source.fileName}:1:1`, ancestors: [] };
  return convertNode(source, source.document.contents, place);
}

function convertNode(source: DocumentSource, written: unknown, outer: Place): ConfigNode {
  const node = followAlias(source, written, outer);
  const place = { ...outer, location: locate(source, written) ?? outer.location };
  const { path, location } = place;
  if (isMap(node)) return { kind: 'map', path, location, entries: convertEntries(source, node, place) };
  if (isSeq(node)) {
    const inside = { ...place, ancestors: [...place.ancestors, node] };
    const items = node.items.map((item, index) =>
      convertNode(source, item, { ...inside, path: `${path}[${index}]` }),
    );
    return { kind: 'list', path, location, items };
  }
  return { kind: 'scalar', path, location, value: isScalar(node) ? scalarValue(node.value) : null };
}

function convertEntries(source: DocumentSource, map: YAMLMap, place: Place): MapEntry[] {
  const inside = { ...place, ancestors: [...place.ancestors, map] };
  const own = map.items.filter((pair) => !isMerge(pair)).map((pair) => convertEntry(source, pair, inside));
  const merged = map.items
    .filter(isMerge)
    .flatMap((pair) => mergedEntries(convertNode(source, pair.value, inside)));
  return firstOfEachKey([...own, ...merged]);
}

function convertEntry(source: DocumentSource, pair: Pair, place: Place): MapEntry {
  const key = keyText(pair.key);
  const keyLocation = locate(source, pair.key) ?? place.location;
  const shown = MISPLACED_SECRET.test(key) ? '(key not shown)' : key;
  const path = place.path === '' ? shown : `${place.path}.${shown}`;
  return {
    key,
    keyLocation,
    node: convertNode(source, pair.value, { ...place, path, location: keyLocation }),
  };
}

/** What `<<: *anchor` or `<<: [*one, *two]` brings in. */
function mergedEntries(node: ConfigNode): readonly MapEntry[] {
  if (node.kind === 'map') return node.entries;
  return node.kind === 'list' ? node.items.flatMap(mergedEntries) : [];
}

function firstOfEachKey(entries: readonly MapEntry[]): MapEntry[] {
  const seen = new Map<string, MapEntry>();
  for (const entry of entries) {
    if (!seen.has(entry.key)) seen.set(entry.key, entry);
  }
  return [...seen.values()];
}

function followAlias(source: DocumentSource, node: unknown, place: Place): unknown {
  if (!isAlias(node)) return node;
  const target = node.resolve(source.document);
  if (target !== undefined && !place.ancestors.includes(target)) return target;
  const fault = target === undefined ? 'has no anchor before it' : 'holds itself';
  source.problems.error(`${locate(source, node) ?? place.location}: the alias *${node.source} ${fault}.`);
  return undefined;
}

function isMerge(pair: Pair): boolean {
  return keyText(pair.key) === '<<';
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : '(a mapping or list as key)';
}

/** The core schema of YAML has no other values. */
function scalarValue(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function locate(source: DocumentSource, node: unknown): string | undefined {
  const offset = (node as Node | null | undefined)?.range?.[0];
  if (offset === undefined) return undefined;
  const { line, col } = source.lineCounter.linePos(offset);
  return `${source.fileName}:${line}:${col}`;
}
