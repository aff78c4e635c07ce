import type { ModelAlias } from '../../config/gateway-config.js';

/** The names under which the configuration may speak of a model name: itself, its aliases, its wildcard, and `*`. */
export function namesOf(
  name: string,
  aliases: ReadonlyMap<string, ModelAlias>,
  servedAs: string | undefined,
): string[] {
  const names = [name];
  for (let alias = aliases.get(name); alias !== undefined; alias = aliases.get(alias.model)) {
    names.push(alias.model);
  }
  return [...new Set([...names, ...(servedAs === undefined ? [] : [servedAs]), '*'])];
}
