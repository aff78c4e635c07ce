import { mkdirSync } from 'node:fs';

/** Makes the data directory for this user alone. Throws an Error of one line that names it when that cannot be. */
export function ensureDataDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw describeDataDirectoryFailure(path, error);
  }
}

/** What stands in the way of a file in the data directory, and the cure. */
export function describeDataDirectoryFailure(path: string, error: unknown): Error {
  const reason = fileErrorCode(error) ?? String(error);
  return new Error(
    `The data directory ${path} cannot be used (${reason}); make it writable for this user, or choose another by TOLLGATE_DATA_DIR.`,
    { cause: error },
  );
}

/** The system's name of what went wrong with a file, such as ENOENT. */
export function fileErrorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
