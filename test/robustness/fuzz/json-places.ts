export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Where a value lies: names and indexes from the outside in. */
export type Place = readonly string[];

/** Every place in a value, its own (the empty one) first. */
export function placesIn(value: Json, at: Place = []): Place[] {
  if (!isContainer(value)) return [at];
  return [at, ...entriesOf(value).flatMap(([name, inner]) => placesIn(inner, [...at, name]))];
}

export function valueAt(value: Json, place: Place): Json | undefined {
  const [name, ...rest] = place;
  if (name === undefined) return value;
  if (!isContainer(value) || !Object.hasOwn(value, name)) return undefined;
  return valueAt((value as Record<string, Json>)[name] as Json, rest);
}

/** A copy of the value in which `change` has been applied at the place; `undefined` takes the place away. */
export function changeAt(
  value: Json,
  [name, ...rest]: Place,
  change: (old: Json) => Json | undefined,
): Json | undefined {
  if (name === undefined) return change(value);
  if (!isContainer(value)) return value;
  const entries = entriesOf(value).flatMap(([key, inner]): [string, Json][] => {
    const changed = key === name ? changeAt(inner, rest, change) : inner;
    return changed === undefined ? [] : [[key, changed]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** The places at which two values differ, none of them within another. */
export function differingPlaces(one: Json | undefined, other: Json | undefined, at: Place = []): Place[] {
  if (isContainer(one) && isContainer(other) && Array.isArray(one) === Array.isArray(other)) {
    if (Array.isArray(one) && one.length !== (other as Json[]).length) return [at];
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) =>
      differingPlaces(valueAt(one, [name]), valueAt(other, [name]), [...at, name]),
    );
  }
  return Object.is(one, other) ? [] : [at];
}

/** True when some object of the text, which is valid JSON for `value`, has a name twice. */
export function repeatsName(text: string, value: Json): boolean {
  const colons = text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
  return colons !== countNames(value);
}

export function isContainer(value: Json | undefined): value is Json[] | { [name: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function countNames(value: Json): number {
  if (!isContainer(value)) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner: Json) => sum + countNames(inner), own);
}

function entriesOf(value: Json[] | { [name: string]: Json }): [string, Json][] {
  return Object.entries<Json>(value as Record<string, Json>);
}
