import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

import { EmbeddedDatabase } from '../../src/database/embedded/embedded-database.js';
import { startEmbeddedDatabase, type TestDatabase } from './start-test-database.js';
import type { PrismaClient } from '../../src/generated/prisma/client.js';
import { openPrisma, type TestPrisma } from './start-prisma.js';
import { waitUntil } from './wait-until.js';

/** Writes teams until it is killed, and a line for each that is written. */
const WRITER = fileURLToPath(new URL('./write-teams.mjs', import.meta.url));

describe('the embedded database', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await startEmbeddedDatabase();
  });
  afterEach(async () => {
    await Promise.allSettled(opened.splice(0).map(({ close }) => close()));
    await database.close();
  });

  const opened: TestPrisma[] = [];
  const open = async (): Promise<TestPrisma> => {
    const prisma = await openPrisma(database);
    opened.push(prisma);
    return prisma;
  };

  it('still has tomorrow what was written today', async () => {
    const first = await open();
    await first.prisma.run((client) => client.team.create({ data: { name: 'research' } }));
    await first.close();

    const second = await open();
    expect(await second.prisma.run((client) => client.team.count())).toBe(1);
  });

  it('that was cut off while it was being made is made anew', async () => {
    const dataDir = join(database.config.dataDir, 'fresh');
    mkdirSync(join(dataDir, 'database.new/base'), { recursive: true });
    const { prisma, close } = await openPrisma({ config: { ...database.config, dataDir } });
    expect(await prisma.run((client) => client.team.count())).toBe(0);
    await close();
    expect(readdirSync(dataDir)).toEqual(['database']);
  }, 60_000);

  it('is refused to a second gateway, and given to it when the first has stopped', async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(
      /^The embedded database is in use by this process \(.*database\.lock\)\. Stop that gateway/,
    );
    await first.close();
    await (await open()).close();
  });

  it('whose disk goes away says so once, and is back with what it had when the disk is', async () => {
    const { prisma, messages } = await open();
    await prisma.run((client) => client.team.create({ data: { name: 'research' } }));
    const journal = join(database.config.dataDir, 'database/pg_wal');

    renameSync(journal, `${journal}-away`);
    const needMoreDisk = async (client: PrismaClient) => {
      await client.user.create({ data: { name: 'nobody' } });
      await client.$executeRawUnsafe('SELECT pg_switch_wal()');
      await client.user.create({ data: { name: 'somebody' } });
    };
    await expect(prisma.run(needMoreDisk)).rejects.toThrow();
    await waitUntil(() => !prisma.isAvailable);
    await expect(prisma.run((client) => client.team.count())).rejects.toMatchObject({
      status: 503,
      code: 'database_unavailable',
    });

    renameSync(`${journal}-away`, journal);
    await prisma.whenAvailable();
    expect(await prisma.run((client) => client.team.count())).toBe(1);
    expect(messages()).toEqual([
      'The database cannot be reached; trying again until it can',
      'The database can be reached again',
    ]);
  });

  it('that was killed in the middle of things loses nothing that it had answered for', async () => {
    const child = spawn(process.execPath, [WRITER, database.config.dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += String(text)));
    await waitUntil(() => output.split('\n').length > 20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const answered = output.split('\n').length - 1;

    const { prisma } = await open();
    expect(await prisma.run((client) => client.team.count())).toBeGreaterThanOrEqual(answered);
  });

  it('can be reached by this user alone, and leaves no socket behind', async () => {
    const embedded = new EmbeddedDatabase({ dataDir: database.config.dataDir });
    const { host } = await embedded.start();
    expect(statSync(host).mode & 0o777).toBe(0o700);
    await embedded.stop();
    expect(existsSync(host)).toBe(false);
    expect(readdirSync(database.config.dataDir)).toEqual(['database']);
  });

  it('of another version of PostgreSQL is left alone', async () => {
    writeFileSync(join(database.config.dataDir, 'database/PG_VERSION'), '19\n');
    await expect(open()).rejects.toThrow(
      /has files of PostgreSQL 19, and this version of Tollgate reads 18\./,
    );
  });

  it('is of the version that the gateway takes its files to be', async () => {
    const embedded = new EmbeddedDatabase({ dataDir: database.config.dataDir });
    const client = new pg.Client({ ...(await embedded.start()) });
    await client.connect();
    const { rows } = await client.query<{ major: string }>(
      `SELECT split_part(current_setting('server_version'), '.', 1) AS major`,
    );
    expect(rows).toEqual([{ major: '18' }]);
    await client.end();
    await embedded.stop();
  });

  it('cannot be kept where the data directory cannot be made: one line says so', async () => {
    const dataDir = join(database.config.dataDir, 'file');
    writeFileSync(dataDir, '');
    const config = { ...database.config, dataDir };
    await expect(openPrisma({ config })).rejects.toThrow(/^The data directory .*file cannot be used \(/);
  });
});
