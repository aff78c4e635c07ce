import { resolve } from 'node:path';
import type { ProblemList } from './problem-list.js';
import type { ReadFile } from './read-text-file.js';
import { describeReadFailure } from './read-text-file.js';

interface FileAccess {
  /** Absolute path of the working directory. */
  readonly cwd: string;
  readonly readFile: ReadFile;
}

/** Variables by name. One that is set but empty counts as absent to its readers. */
export class Environment {
  private readonly fromFiles = new Map<string, string | undefined>();

  constructor(
    private readonly variables: ReadonlyMap<string, string>,
    private readonly files: FileAccess,
    private readonly problems: ProblemList,
  ) {}

  /** The variable's value, or else the text of the file that `NAME_FILE` names; both at once are a problem. */
  get(name: string): string | undefined {
    const value = this.variables.get(name);
    const path = this.variables.get(`${name}_FILE`);
    if (path === undefined || path === '') return value;
    if (value !== undefined && value !== '') {
      this.problems.error(`${name} and ${name}_FILE are both set; leave one out.`);
      return value;
    }
    if (!this.fromFiles.has(name)) this.fromFiles.set(name, this.readFile(name, path));
    return this.fromFiles.get(name);
  }

  /** The path stays out of messages: whoever mixes the two variables up has written the secret there. */
  private readFile(name: string, path: string): string | undefined {
    try {
      return this.files.readFile(resolve(this.files.cwd, path)).replace(/[\r\n]+$/, '');
    } catch (error) {
      this.problems.error(`${name}_FILE: ${describeReadFailure(error)}`);
      return undefined;
    }
  }
}
