/** A map within a map, made when it is not there. */
export function childMap<Value>(parent: Map<string, Map<string, Value>>, name: string): Map<string, Value> {
  const known = parent.get(name);
  if (known !== undefined) return known;
  const made = new Map<string, Value>();
  parent.set(name, made);
  return made;
}
