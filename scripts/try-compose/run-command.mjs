import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, fchmodSync, openSync, readFileSync } from 'node:fs';

/**
 * @typedef {{
 *   cwd?: string, env?: Record<string, string | undefined>, logFile: string, user?: { uid: number, gid: number },
 * }} Surroundings
 */

/**
 * Runs a command to its end. Throws an Error with the end of its output unless it ends with 0.
 *
 * @param {string[]} command
 * @param {Surroundings} surroundings
 */
export async function runCommand(command, surroundings) {
  appendFileSync(surroundings.logFile, `\n$ ${command.join(' ')}\n`);
  const code = await endOf(startCommand(command, surroundings));
  if (code === 0) return;
  const output = readFileSync(surroundings.logFile, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
  throw new Error(`"${command.join(' ')}" ended with ${code}:\n${output}`);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | string>} its exit code, or the signal that ended it, or why it could not start
 */
export function endOf(child) {
  const end = child.exitCode ?? child.signalCode;
  if (end !== null) return Promise.resolve(end);
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
    child.once('error', ({ message }) => resolve(message));
  });
}

/**
 * Starts a command whose output goes to a file: nginx opens /dev/stdout, which works for no pipe of Node.js.
 *
 * @param {string[]} command
 * @param {Surroundings} surroundings
 */
export function startCommand([program = '', ...args], { cwd, env, logFile, user }) {
  const log = openSync(logFile, 'a');
  fchmodSync(log, 0o666);
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', log, log], ...user });
  child.once('error', (error) => appendFileSync(logFile, `${error.message}\n`));
  child.once('spawn', () => closeSync(log));
  return child;
}
