import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinnedCommand } from './process-stats.mjs';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
const POLL_MS = 50;

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a Node program that will listen on a port of 127.0.0.1, held to a core and with its output in a file;
 * resolves when it listens. It is killed when this process exits.
 * @param {{ command: string[], port: number, core: number, logFile: string, environment: Record<string, string>, directory: string, withChannel?: boolean }} program
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function startProgram({
  command,
  port,
  core,
  logFile,
  environment,
  directory,
  withChannel = false,
}) {
  const [file, ...args] = pinnedCommand([process.execPath, ...command], core);
  const log = openSync(logFile, 'a');
  const stdio = ['ignore', log, log, ...(withChannel ? ['ipc'] : [])];
  const child = spawn(file, args, { stdio, env: environment, cwd: directory });
  closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));
  await waitUntilListening(child, port, () => lastLines(logFile));
  return child;
}

/**
 * Ends a program that startProgram() started: asks, waits, then kills.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stopProgram(child) {
  if (!running.has(child)) return;
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(killer);
}

/**
 * A port of 127.0.0.1 on which nothing listens.
 * @returns {Promise<number>}
 */
export async function findFreePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function waitUntilListening(child, port, describeLog) {
  const limitAt = performance.now() + START_LIMIT_MS;
  while (!(await accepts(port))) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (hasEnded) throw new Error(`${child.spawnargs.join(' ')} ended before it listened:\n${describeLog()}`);
    if (performance.now() > limitAt)
      throw new Error(`${child.spawnargs.join(' ')} does not listen on port ${port}.`);
    await sleep(POLL_MS);
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function lastLines(logFile) {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).join('\n');
}
