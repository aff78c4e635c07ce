import type { ConfigFlags, ConfigSources } from './config-sources.js';
import type { ReadFile } from './read-text-file.js';

/** What a configuration was read from, as it was then: another process reads the same from it later. */
export interface KeptSources {
  readonly flags: ConfigFlags;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** Path → text of each file that was there. May hold secrets. */
  readonly files: Readonly<Record<string, string>>;
}

/** Reads files as before, and keeps the text of each. */
export function keepFiles(readFile: ReadFile, files: Map<string, string>): ReadFile {
  return (path) => {
    const text = readFile(path);
    files.set(path, text);
    return text;
  };
}

/** The sources for `loadConfig`, with this process's environment. */
export function sourcesFrom({ flags, cwd, files }: KeptSources, env: ConfigSources['env']): ConfigSources {
  return { flags, cwd, env, readFile: (path) => files[path] ?? absent(path) };
}

function absent(path: string): never {
  throw Object.assign(new Error(`There was no ${path} at the start.`), { code: 'ENOENT' });
}
