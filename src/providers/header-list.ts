/** Headers as Node and undici write them: names and values in turn, each name once. */
export type HeaderList = string[];

/** The same headers by name. */
export function headersByName(list: Readonly<HeaderList>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i < list.length; i += 2) headers[list[i] as string] = list[i + 1] as string;
  return headers;
}

/** Both lists as one; where both name a header, the first list's value holds. */
export function joinHeaders(first: Readonly<HeaderList>, second: Readonly<HeaderList>): HeaderList {
  const joined = [...first];
  for (let i = 0; i < second.length; i += 2) {
    const name = second[i] as string;
    if (!first.includes(name)) joined.push(name, second[i + 1] as string);
  }
  return joined;
}
