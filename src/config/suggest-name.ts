/** The known name that a misspelled one most likely meant, or undefined when none is near. First letters are right. */
export function suggestName(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const nearest = known
    .filter((candidate) => candidate[0]?.toLowerCase() === name[0]?.toLowerCase())
    .map((candidate) => ({ candidate, distance: editDistance(normalise(name), normalise(candidate)) }))
    .sort((left, right) => left.distance - right.distance)[0];
  return nearest !== undefined && nearest.distance <= limit ? nearest.candidate : undefined;
}

/** camelCase, kebab-case and snake_case of one name are the same name. */
function normalise(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}

/** Levenshtein's distance: insertions, deletions and replacements between two names. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
