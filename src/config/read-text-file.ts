/** Gives a file's text by its absolute path, or throws what `fs.readFileSync` throws. */
export type ReadFile = (path: string) => string;

const FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file.',
  EISDIR: 'is a directory, not a file.',
  EACCES: 'may not be read by this user; check its permissions.',
  EPERM: 'may not be read by this user; check its permissions.',
};

export function isMissingFile(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** What kept a file from being read, as the end of a line that begins with its name. */
export function describeReadFailure(error: unknown): string {
  const code = codeOf(error);
  return FAILURES[code] ?? `cannot be read (${code}).`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
