#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCli } from './cli/run-cli.js';

const exitCode = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  readFile: (path) => readFileSync(path, 'utf8'),
  signals: process,
  writeOut: (text) => process.stdout.write(text),
  print: (line) => process.stderr.write(`${line}\n`),
  // Loaded late, so that --help and a wrong configuration answer at once.
  startServer: async (config) => (await import('./main.js')).startServer(config),
});
if (exitCode !== undefined) process.exit(exitCode);
