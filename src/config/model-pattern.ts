/** Whether a `model_name` such as `claude-*` covers a name. A `*` stands for any text, the empty one too. */
export function matchesModelPattern(pattern: string, name: string): boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === name;
  // Nearly all patterns are so, and every call asks.
  if (star === pattern.length - 1) return name.startsWith(pattern.slice(0, star));
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop() ?? '';
  if (!name.startsWith(start)) return false;
  let position = start.length;
  for (const part of rest) {
    const found = name.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return name.length - end.length >= position && name.endsWith(end);
}

/** Whether what callers ask for fills every `*` of what upstream is asked for. */
export function fillsWildcards(modelName: string, upstreamModel: string): boolean {
  return starsIn(upstreamModel) <= starsIn(modelName);
}

function starsIn(name: string): number {
  return name.split('*').length - 1;
}
