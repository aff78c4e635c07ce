import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import {
  describeDataDirectoryFailure,
  ensureDataDirectory,
  fileErrorCode,
} from '../../config/data-directory.js';
import { lockDirectory, type DirectoryLock } from './lock-directory.js';

const WORKER = new URL('./pglite-worker.mjs', import.meta.url);

/** The major version of PostgreSQL that PGlite is: it opens the files of no other. */
const POSTGRES_MAJOR = '18';

/** pg looks for the socket of this name in the directory that it is given as the host. */
const SOCKET_PORT = 5432;
const SOCKET_NAME = `.s.PGSQL.${SOCKET_PORT}`;
/** macOS has the shortest limit. */
const SOCKET_PATH_BYTES = 103;

export interface EmbeddedDatabaseOptions {
  /** `config.dataDir`: the files are in its `database/`. */
  readonly dataDir: string;
  /** Called when the database ended by itself, with the reason; `start()` brings it back. */
  readonly onCrash?: (reason: string) => void;
}

/** What pg needs to reach it. */
export interface EmbeddedAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

type WorkerMessage = { readonly listening: string } | { readonly crashed: string };

/**
 * PostgreSQL inside this process: PGlite in a worker thread, on a socket that only this user can reach. It has one
 * session, so that one connection at a time must use it.
 */
export class EmbeddedDatabase {
  readonly #options: EmbeddedDatabaseOptions;
  #lock: DirectoryLock | undefined;
  #socketDirectory: string | undefined;
  #worker: Worker | undefined;
  readonly #removeSocketAtExit = () => this.#removeSocketDirectory();

  constructor(options: EmbeddedDatabaseOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Opens the database, or makes it. Throws an Error of one line that says why that cannot be and what to do. */
  async start(): Promise<EmbeddedAddress> {
    this.#prepareDirectory();
    if (!existsSync(this.#directory)) await makeDatabase(this.#directory);
    this.#socketDirectory ??= await this.#makeSocketDirectory();
    return await this.#startWorker(this.#socketDirectory);
  }

  /** Writes everything to its files, ends the thread and lets go of the directory. */
  async stop(): Promise<void> {
    await this.#stopWorker();
    this.#removeSocketDirectory();
    process.off('exit', this.#removeSocketAtExit);
    this.#lock?.release();
    this.#lock = undefined;
  }

  get #directory(): string {
    return join(this.#options.dataDir, 'database');
  }

  #prepareDirectory(): void {
    const { dataDir } = this.#options;
    ensureDataDirectory(dataDir);
    try {
      this.#lock ??= lockDirectory(join(dataDir, 'database.lock'));
    } catch (error) {
      throw fileErrorCode(error) === undefined ? error : describeDataDirectoryFailure(dataDir, error);
    }
    refuseOtherVersion(this.#directory);
  }

  async #makeSocketDirectory(): Promise<string> {
    process.once('exit', this.#removeSocketAtExit);
    const preferred = join(tmpdir(), 'tollgate-');
    const isTooLong = Buffer.byteLength(join(`${preferred}123456`, SOCKET_NAME)) > SOCKET_PATH_BYTES;
    // Made for this user alone.
    return await mkdtemp(isTooLong ? '/tmp/tollgate-' : preferred);
  }

  #removeSocketDirectory(): void {
    if (this.#socketDirectory !== undefined) rmSync(this.#socketDirectory, { recursive: true, force: true });
    this.#socketDirectory = undefined;
  }

  async #startWorker(socketDirectory: string): Promise<EmbeddedAddress> {
    const path = join(socketDirectory, SOCKET_NAME);
    // What a thread that has crashed left behind.
    rmSync(path, { force: true });
    const address = hasUnixSockets() ? { path } : { host: '127.0.0.1', port: 0 };
    const worker = startThread({ directory: this.#directory, address });
    const listening = await whenListening(worker, this.#directory);
    this.#worker = worker;
    this.#watch(worker);
    return { ...addressOf(listening), user: 'postgres', database: 'postgres' };
  }

  #watch(worker: Worker): void {
    let reason = 'its thread ended';
    const keepReason = (error: unknown) => (reason = messageOf(error));
    worker.on('error', keepReason);
    worker.on('message', (message: WorkerMessage) => 'crashed' in message && keepReason(message.crashed));
    worker.once('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#options.onCrash?.(reason);
    });
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('stop');
    await ended;
  }
}

/**
 * In a thread of its own, because that is left with twice the memory that the database needs afterwards; and under
 * another name until it is complete.
 */
async function makeDatabase(directory: string): Promise<void> {
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  const worker = startThread({ directory: draft });
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: unknown) =>
      reject(new Error(`The embedded database in ${directory} could not be made: ${messageOf(reason)}`));
    worker.once('error', fail);
    worker.once('exit', (code) => (code === 0 ? resolve() : fail('its thread ended.')));
  });
  renameSync(draft, directory);
}

function startThread(workerData: {
  directory: string;
  address?: { path: string } | { host: string; port: number };
}): Worker {
  return new Worker(WORKER, { name: 'embedded database', execArgv: [], workerData });
}

/** Resolves with where the database listens. */
function whenListening(worker: Worker, directory: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: unknown) =>
      reject(new Error(`The embedded database in ${directory} could not be opened: ${messageOf(reason)}`));
    worker.once('message', (message: WorkerMessage) => {
      if ('listening' in message) resolve(message.listening);
      else fail(message.crashed);
    });
    worker.once('error', fail);
    worker.once('exit', () => fail('its thread ended.'));
  });
}

/** There, pg cannot use such a socket: a port of the loopback address, which other users of the machine can reach. */
function hasUnixSockets(): boolean {
  return process.platform !== 'win32';
}

function addressOf(listening: string): { host: string; port: number } {
  if (hasUnixSockets()) return { host: dirname(listening), port: SOCKET_PORT };
  const [host = '', port] = listening.split(':');
  return { host, port: Number(port) };
}

function refuseOtherVersion(directory: string): void {
  const path = join(directory, 'PG_VERSION');
  const found = existsSync(path) ? readFileSync(path, 'utf8').trim() : POSTGRES_MAJOR;
  if (found === POSTGRES_MAJOR) return;
  throw new Error(
    `The embedded database in ${directory} has files of PostgreSQL ${found}, and this version of Tollgate reads ${POSTGRES_MAJOR}. Use the version of Tollgate that made it, or move it away to begin anew.`,
  );
}

function messageOf(error: unknown): string {
  return String((error as Error | undefined)?.message ?? error);
}
