import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needProgram } from './find-program.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Backs the database up and puts the backup in its place as docs/operations.md says, with the gateways stopped meanwhile.
 *
 * @param {{ stack: import('./stack.mjs').Stack, client: import('./client.mjs').Client }} options
 */
export async function tryBackup({ stack, client }) {
  const backup = join(stack.folder.writable('backup'), 'tollgate.dump');
  const names = stack.gatewayPorts.map((_, index) => `gateway-${index + 1}`);
  await run(stack, ['pg_dump', '--format=custom', `--file=${backup}`]);
  for (const name of names) assert.equal(await stack.end(name, 'SIGTERM'), 0);
  await run(stack, ['pg_restore', '--dbname=postgres', '--create', '--clean', '--exit-on-error', backup]);
  await Promise.all(names.map((name) => stack.startOne('gateway', name)));
  assert.equal(await client.chat(), 200);
}

/** @param {import('./stack.mjs').Stack} stack @param {string[]} command */
async function run(stack, [program = '', ...args]) {
  const url = new URL(readFileSync(join(stack.secrets, 'database_url'), 'utf8').trim());
  await runCommand([needProgram(program), ...args], {
    env: {
      PATH: process.env.PATH,
      PGHOST: url.hostname,
      PGPORT: url.port,
      PGUSER: url.username,
      PGPASSWORD: url.password,
      PGDATABASE: url.pathname.slice(1),
    },
    logFile: join(stack.folder.make('logs'), 'backup.log'),
    user: stack.folder.user,
  });
}
