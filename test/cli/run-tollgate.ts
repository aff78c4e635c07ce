import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { PROJECT_ROOT } from '../examples/example-files.js';

export interface CommandResult {
  exitCode: number | null;
  out: string;
  /** What it printed beside its output, line by line. */
  hints: string[];
}

/** Runs the built command as a process of its own, piped (`input` goes in), with nothing of this process's environment but the path. */
export function runTollgate(
  args: readonly string[],
  { env = {}, cwd = '/', input = '' }: { env?: Record<string, string>; cwd?: string; input?: string } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/cli.js'), ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that takes no input may be over before it has come.
  child.stdin.on('error', () => {}).end(input);
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) =>
      resolve({ exitCode, out, hints: errors.split('\n').filter((line) => line !== '') }),
    );
  });
}
