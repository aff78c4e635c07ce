/** A call that has been to so many names has waited long enough. */
export const MOST_FALLBACKS = 5;

/**
 * The names that are tried after a name, each once: depth first, so that what a fallback has for itself comes before the
 * next one. The steps are free of loops.
 */
export function fallbackChain(name: string, steps: ReadonlyMap<string, readonly string[]>): string[] {
  const chain = new Set<string>();
  const addAfter = (from: string): void => {
    for (const next of steps.get(from) ?? []) {
      if (next === name || chain.has(next)) continue;
      chain.add(next);
      addAfter(next);
    }
  };
  addAfter(name);
  return [...chain];
}
