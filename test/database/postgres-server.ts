import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.js';

/** A PostgreSQL server of one suite's own, which can be taken away and brought back. */
export interface PostgresServer {
  /** Of its superuser and the database `postgres`. */
  url: string;
  /** Brings it up where it is not; resolves when it answers. */
  start(): Promise<void>;
  /** As an operator would: open connections are told and closed. */
  stop(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 20_000;
const LOOK_AGAIN_AFTER_MS = 50;
const DEBIAN = '/usr/lib/postgresql';

/** `describe` for suites that need such a server: skipped, with the reason in the name, where none can be run. */
export const describeWithPostgres: (name: string, suite: () => void) => void =
  findBinaries() === undefined
    ? (name, suite) => describe.skip(`${name} (skipped: PostgreSQL's initdb is not on this machine)`, suite)
    : describe;

/** Makes a server on a free port of the loopback address and starts it. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const binaries = findBinaries();
  if (binaries === undefined) throw new Error('PostgreSQL is not on this machine.');
  const port = await freePort();
  const folder = mkdtempSync('/tmp/tollgate-postgres-');
  const asUser = unprivileged(folder);
  const data = join(folder, 'data');
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync'], {
    ...asUser,
    stdio: 'pipe',
  });
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;

  const isRunning = (): boolean =>
    server !== undefined && server.exitCode === null && server.signalCode === null;
  const start = async (): Promise<void> => {
    if (isRunning()) return;
    server = spawn(join(binaries, 'postgres'), args, { ...asUser, stdio: 'ignore' });
    await untilItAnswers(url);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server === undefined || !isRunning()) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  await start();
  return {
    url,
    start,
    stop: () => end('SIGINT'),
    // To the server this is a fatal fault: it ends at once, without a word to its clients.
    kill: () => end('SIGQUIT'),
    close: async () => {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string | undefined {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().reverse() : [];
  const folders = [
    ...debian.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** PostgreSQL refuses to run as root; the packages of distributions bring a user for it. */
function unprivileged(folder: string): SpawnOptions {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  chownSync(folder, uid, gid);
  return { uid, gid, cwd: folder };
}

async function untilItAnswers(url: string): Promise<void> {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await wait(LOOK_AGAIN_AFTER_MS);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
