/** The condition that a text begins with another, in small or capital letters; `%` and `_` mean themselves. */
export function startsWith(prefix: string) {
  return { startsWith: prefix.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const };
}
