import { join } from 'node:path';
import { Environment } from './environment.js';
import { parseEnvFile } from './parse-env-file.js';
import type { ProblemList } from './problem-list.js';
import type { ReadFile } from './read-text-file.js';
import { describeReadFailure, isMissingFile } from './read-text-file.js';

export interface EnvironmentSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  readonly readFile: ReadFile;
}

/** Reads `.env` in the working directory, where there is one, under the real environment. */
export function readEnvironment(sources: EnvironmentSources, problems: ProblemList): Environment {
  const variables = new Map(Object.entries(readEnvFile(sources, problems)));
  for (const [name, value] of Object.entries(sources.env)) {
    if (value !== undefined) variables.set(name, value);
  }
  return new Environment(variables, sources, problems);
}

function readEnvFile(sources: EnvironmentSources, problems: ProblemList): Readonly<Record<string, string>> {
  try {
    const { variables, unreadableLines } = parseEnvFile(sources.readFile(join(sources.cwd, '.env')));
    for (const line of unreadableLines) problems.warn(`.env:${line}: not of the form NAME=value; ignored.`);
    return variables;
  } catch (error) {
    if (!isMissingFile(error)) problems.error(`.env: ${describeReadFailure(error)}`);
    return {};
  }
}
