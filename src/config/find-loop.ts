/** The first way that leads from a name back to itself, with that name at both ends; undefined when none does. */
export function findLoop(steps: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const finished = new Set<string>();
  for (const name of steps.keys()) {
    const loop = walk(name, []);
    if (loop !== undefined) return loop;
  }
  return undefined;

  function walk(name: string, trail: readonly string[]): readonly string[] | undefined {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (finished.has(name)) return undefined;
    for (const next of steps.get(name) ?? []) {
      const loop = walk(next, [...trail, name]);
      if (loop !== undefined) return loop;
    }
    finished.add(name);
    return undefined;
  }
}
