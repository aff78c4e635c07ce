#!/usr/bin/env -S node --max-semi-space-size=32
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { askOnTerminal } from './cli/terminal/ask-on-terminal.js';
import { runCli } from './cli/run-cli.js';

// See docs/decisions/24-garbage-of-calls.md, also for the flag in the first line.
setFlagsFromString('--no-parallel-scavenge');

if (cluster.isWorker) (await import('./workers/run-worker.js')).runWorker();
else await runCommand();

async function runCommand(): Promise<void> {
  // What is piped to `head` has no reader from some line on.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

  const exitCode = await runCli({
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    readFile: (path) => readFileSync(path, 'utf8'),
    signals: process,
    writeOut: (text) => process.stdout.write(text),
    print: (line) => process.stderr.write(`${line}\n`),
    isTerminal: process.stdout.isTTY,
    ask: process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : undefined,
    readInput: process.stdin.isTTY ? undefined : () => text(process.stdin),
    // Loaded late, so that --help and a wrong configuration answer at once.
    startServer: async (config, terms) =>
      config.workers === 1
        ? (await import('./workers/start-alone.js')).startAlone(config)
        : (await import('./workers/start-workers.js')).startWorkers(config, terms),
  });
  if (exitCode !== undefined) process.stdout.write('', () => process.exit(exitCode));
}
