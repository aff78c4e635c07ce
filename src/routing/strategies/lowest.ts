/** The item with the lowest value, one by chance where several have it. There is at least one. */
export function lowest<T>(items: readonly T[], valueOf: (item: T) => number, draw: number): T {
  let least = Infinity;
  let ties: T[] = [];
  for (const item of items) {
    const value = valueOf(item);
    if (value < least || ties.length === 0) {
      least = value;
      ties = [item];
    } else if (value === least) ties.push(item);
  }
  return ties[Math.floor(draw * ties.length)]!;
}
