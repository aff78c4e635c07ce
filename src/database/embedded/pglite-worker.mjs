// @ts-check
/**
 * The embedded database, in a thread of its own: PGlite answers on a socket in PostgreSQL's protocol. Plain JavaScript,
 * so that a thread can run it as it is, from the sources and from a build alike.
 */
import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/**
 * @typedef {object} WorkerInput
 * @property {string} directory where the files of the database are
 * @property {{ path: string } | { host: string, port: number }} [address] absent: the database is only made
 */

/** One client at a time has a connection; another may already come while the last one still goes. */
const MAX_CONNECTIONS = 8;
/** About a quarter of a core beside a thread that wants all of it. */
const LOWER_PRIORITY = 5;
/** The two fields of an error's severity; no row can hold these bytes. */
const PANIC = 'SPANIC\0VPANIC\0';

if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const { directory, address } = /** @type {WorkerInput} */ (workerData);

const database = await PGlite.create({ dataDir: directory });
yieldToStreams();
if (address === undefined) await end();
else await serve(address);

/** @param {NonNullable<WorkerInput['address']>} at */
async function serve(at) {
  endOnCrash(database);
  const server = new PGLiteSocketServer({ db: database, ...at, maxConnections: MAX_CONNECTIONS });
  await server.start();
  port.once('message', () => void server.stop().then(end));
  port.postMessage({ listening: server.getServerConn() });
}

/**
 * Where the cores are busy, what is written here can wait: it is in the journal. On Linux a thread has a priority of
 * its own; elsewhere nothing changes.
 */
function yieldToStreams() {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), LOWER_PRIORITY);
  } catch {
    // Not Linux, or not allowed: then both have the same share.
  }
}

/** Writes a checkpoint, so that the next start has nothing to recover. */
async function end() {
  await database.close();
  process.exit(0);
}

/**
 * A query that PostgreSQL refuses is an answer like any other. But after a panic, such as a full disk in the middle of
 * a commit, a real server would begin anew, while PGlite goes on with its memory in disorder; and after what throws,
 * the socket server would wait for ever. So both end this thread, and a new one recovers from the files.
 *
 * @param {PGlite} db
 */
function endOnCrash(db) {
  const run = db.execProtocolRawStream.bind(db);
  db.execProtocolRawStream = async (message, { onRawData, ...options } = {}) => {
    let hasPanicked = false;
    const watch = (/** @type {Uint8Array} */ data) => {
      hasPanicked ||= Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes(PANIC);
      onRawData?.(data);
    };
    try {
      await run(message, { ...options, onRawData: watch });
    } catch (error) {
      crash(error instanceof Error ? error.message : String(error));
    }
    if (hasPanicked) crash('PostgreSQL panicked, as it does when its disk is full or gone');
  };
}

/** @param {string} reason */
function crash(reason) {
  port.postMessage({ crashed: reason });
  process.exit(1);
}
