import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import { fileErrorCode } from '../../config/data-directory.js';

const ATTEMPTS = 10;

/** One process at a time: two on the same embedded database would destroy it without a word. */
export interface DirectoryLock {
  release(): void;
}

/** Another process, or this one, holds the lock. */
export class DirectoryInUseError extends Error {}

interface LockOwner {
  readonly processId: number;
  /** When that process began, in ticks of the system; empty where the system does not tell. */
  readonly startedAt: string;
}

/**
 * Takes the lock file, over from a process that is no more if need be. Throws a DirectoryInUseError of one line
 * that names the process that holds it.
 */
export function lockDirectory(path: string): DirectoryLock {
  const own = `${process.pid} ${startOf(process.pid)} ${randomBytes(4).toString('hex')}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (create(path, own)) return { release: () => removeIf(path, own) };
    const found = read(path);
    if (found === undefined) continue;
    const owner = parseOwner(found);
    if (isAlive(owner)) throw new DirectoryInUseError(describeHeldLock(path, owner));
    removeIf(path, found);
  }
  throw new Error(`The lock ${path} changes hands all the time; are several gateways being started on it?`);
}

function describeHeldLock(path: string, { processId }: LockOwner): string {
  const who = processId === process.pid ? 'this process' : `process ${processId}`;
  return `The embedded database is in use by ${who} (${path}). Stop that gateway, choose another directory by TOLLGATE_DATA_DIR, or let several gateways share a PostgreSQL by DATABASE_URL.`;
}

/** Linked when its text is complete: nobody ever reads a half-written lock. */
function create(path: string, own: string): boolean {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Somebody else may have taken it over since it was read: then that one gets its file back. */
function removeIf(path: string, expected: string): void {
  const aside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (read(aside) === expected) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function parseOwner(text: string): LockOwner {
  const [processId = '', startedAt = ''] = text.split(' ');
  return { processId: Number(processId), startedAt };
}

/** Process ids are given out anew, in a new container from 1 on: so the time of the start counts where it is known. */
function isAlive({ processId, startedAt }: LockOwner): boolean {
  if (!Number.isInteger(processId) || processId <= 0 || !isRunning(processId)) return false;
  return startedAt === '' || startedAt === startOf(processId);
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return fileErrorCode(error) === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat, counted from behind the name, which may hold anything. */
function startOf(processId: number): string {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
