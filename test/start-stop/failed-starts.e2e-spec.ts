import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';

import { runTollgate } from '../cli/run-tollgate.js';
import { makeDataDirectory, type TestDirectory } from '../database/data-directory.js';
import {
  describeWithPostgres,
  type PostgresServer,
  startPostgresServer,
} from '../database/postgres-server.js';
import { lockDirectory } from '../../src/database/embedded/lock-directory.js';

const KEY = { TOLLGATE_MASTER_KEY: 'sk-master-0123456789abcdef' };

let directory: TestDirectory;
beforeEach(() => {
  directory = makeDataDirectory();
});
afterEach(() => directory.remove());

/** The one line that the command prints beside its log when it does not start, and exits with 1. */
async function lineOfFailure(env: Record<string, string>, args: string[] = []): Promise<string> {
  const { exitCode, hints } = await runTollgate(args, {
    env: { TOLLGATE_DATA_DIR: directory.path, PORT: '0', ...env },
  });
  expect({ exitCode, lines: hints.length }).toEqual({ exitCode: 1, lines: 1 });
  return hints[0] as string;
}

describe('a start without what it needs is one line that says what is wrong and what to do', () => {
  it.each([
    ['no such file', ['--config', 'nowhere.yaml'], {}, /^nowhere\.yaml: no such file\. --config names it/],
    [
      'a Redis that is none',
      [],
      { REDIS_URL: 'http://hidden@x' },
      /^REDIS_URL .* redis:\/\/127\.0\.0\.1:6379/,
    ],
    ['another database', [], { DATABASE_URL: 'mysql://hidden@x' }, /^DATABASE_URL .*postgresql:\/\//],
    [
      'a drain that is no time',
      [],
      { TOLLGATE_DRAIN_SECONDS: 'soon' },
      /^TOLLGATE_DRAIN_SECONDS is "soon"; allowed is a number of seconds from 0/,
    ],
    [
      'an address that is not here',
      ['--host', '192.0.2.1'],
      KEY,
      /^This machine has no address 192\.0\.2\.1; listen on --host 127\.0\.0\.1\.$/,
    ],
    [
      'no master key on a public address',
      ['--host', '0.0.0.0'],
      {},
      /^No master key: .* Set TOLLGATE_MASTER_KEY/,
    ],
  ])('(%s)', async (_, args, env, line) => {
    const said = await lineOfFailure(env, args);
    expect(said).toMatch(line);
    expect(said).not.toContain('hidden');
  });

  it('(a data directory that cannot be made)', async () => {
    const path = join(directory.path, 'a-file');
    writeFileSync(path, '');
    expect(await lineOfFailure({ TOLLGATE_DATA_DIR: join(path, 'data') })).toBe(
      `Tollgate could not start: The data directory ${path}/data cannot be used (ENOTDIR); make it writable for this user, or choose another by TOLLGATE_DATA_DIR.`,
    );
  });

  it('(a data directory that another gateway uses)', async () => {
    mkdirSync(directory.path, { recursive: true });
    const lock = lockDirectory(join(directory.path, 'database.lock'));
    expect(await lineOfFailure({})).toMatch(
      new RegExp(
        `in use by process ${process.pid} .* Stop that gateway, choose another directory by TOLLGATE_DATA_DIR`,
      ),
    );
    lock.release();
  });

  it('(a secret that was lost)', async () => {
    writeFileSync(join(directory.path, 'secret'), '\n');
    expect(await lineOfFailure({})).toMatch(/\/secret is empty; restore the secret from a backup, or remove/);
  });

  it('(a port that is taken)', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await lineOfFailure({ PORT: String(port) })).toMatch(
      new RegExp(
        `^Port ${port} on 127\\.0\\.0\\.1 is taken by another program; stop that one, or choose another`,
      ),
    );
    other.close();
  });
});

describeWithPostgres('a start with a PostgreSQL that will not have it is one line', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
    await askForPasswords(server.url);
  }, 60_000);
  afterAll(() => server?.close());

  it.each([
    [
      'a wrong password',
      'guarded:wrong',
      'postgres',
      /password authentication failed for user "guarded"\. Correct the user name or the password in DATABASE_URL\.$/,
    ],
    [
      'no such user',
      'nobody',
      'postgres',
      /role "nobody" does not exist\. Correct the user name in DATABASE_URL/,
    ],
    [
      'no such database',
      'postgres',
      'nothing',
      /database "nothing" does not exist\. Make it with "createdb"/,
    ],
  ])('(%s)', async (_, user, database, line) => {
    const url = server.url.replace('postgres@', `${user}@`).replace(/postgres$/, database);
    const said = await lineOfFailure({ DATABASE_URL: url });
    expect(said).toMatch(line);
    expect(said).not.toContain('wrong');
  });
});

/** Of the user `guarded`; all others are let in as they are. */
async function askForPasswords(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ hba_file: string }>('SHOW hba_file');
  await client.query(`CREATE ROLE guarded LOGIN PASSWORD 'right'`);
  await client.query(
    `COPY (VALUES ('host all guarded all scram-sha-256'), ('host all all all trust')) TO '${rows[0]?.hba_file}'`,
  );
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}
