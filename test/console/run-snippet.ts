import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { PROJECT_ROOT } from '../examples/example-files.js';

const run = promisify(execFile);
const TIMEOUT_MS = 20_000;

/** Runs what the console offers to be pasted, and gives what it prints. */
export async function runSnippet(label: string, text: string): Promise<string> {
  const [program, ...args] =
    label === 'curl' ? ['sh', '-c'] : [process.execPath, '--input-type=module', '-e'];
  const { stdout } = await run(program, [...args, text], {
    cwd: PROJECT_ROOT,
    timeout: TIMEOUT_MS,
  });
  return stdout;
}
