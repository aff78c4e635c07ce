import { ProblemList } from '../config/problem-list.js';
import { type EnvironmentSources, readEnvironment } from '../config/read-environment.js';

/** A variable of the environment, or else of `.env`; undefined when it is absent or empty. */
export type ReadVariable = (name: string) => string | undefined;

/**
 * Reads variables for a command. What is wrong with `.env` or with a `NAME_FILE` stops nothing, for flags may say the
 * same; it is told once, when a variable is asked for.
 */
export function variablesOf(sources: EnvironmentSources & { print: (line: string) => void }): ReadVariable {
  const problems = new ProblemList();
  const environment = readEnvironment(sources, problems);
  const told = new Set<string>();
  return (name) => {
    const value = environment.get(name) || undefined;
    for (const problem of [...problems.errors, ...problems.warnings]) {
      if (told.has(problem)) continue;
      told.add(problem);
      sources.print(`Warning: ${problem}`);
    }
    return value;
  };
}
