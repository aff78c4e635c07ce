/** One by chance, each in proportion to its share; evenly where none has any. There is at least one. */
export function shareBy<T>(items: readonly T[], shareOf: (item: T) => number, draw: number): T {
  let sum = 0;
  for (const item of items) sum += shareOf(item);
  if (sum <= 0) return items[Math.floor(draw * items.length)]!;
  let left = draw * sum;
  for (const item of items) {
    left -= shareOf(item);
    if (left < 0) return item;
  }
  return items.findLast((item) => shareOf(item) > 0)!;
}
