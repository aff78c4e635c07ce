/** Every path that a controller's prefixes and a handler's paths make together, as the router writes them. */
export function routePaths(prefixes: string | string[], paths: string | string[]): string[] {
  return [prefixes].flat().flatMap((prefix) => [paths].flat().map((path) => joinPath(prefix, path)));
}

function joinPath(...parts: string[]): string {
  const segments = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `/${segments.join('/')}`;
}
