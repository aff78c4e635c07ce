import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import {
  describeDataDirectoryFailure,
  ensureDataDirectory,
  fileErrorCode,
} from '../config/data-directory.js';
import {
  DirectoryInUseError,
  type DirectoryLock,
  lockDirectory,
} from '../database/embedded/lock-directory.js';
import { JournalFiles } from '../usage/journal-files.js';

const NAME = /^journal(?:-(\d+))?$/;
/** More than there can be workers, those of a primary that has died beside those of its successor. */
const MOST_FOLDERS = 1024;
const CHECKPOINT = 'checkpoint.json';

interface LockedFolder {
  readonly path: string;
  readonly lock: DirectoryLock;
}

/**
 * Takes the first folder for a spend journal that no other worker is in, until this process ends. Whoever comes next
 * goes on with what one that has died left there. Throws an Error of one line when the data directory cannot be used.
 */
export function takeJournalFolder(dataDir: string): string {
  return guarded(dataDir, () => {
    for (let number = 1; number <= MOST_FOLDERS; number += 1) {
      const folder = tryToLock(dataDir, number, '.worker');
      if (folder === undefined) continue;
      process.once('exit', () => folder.lock.release());
      return folder.path;
    }
    throw new Error(`All ${MOST_FOLDERS} journals in ${dataDir} are in use.`);
  });
}

/**
 * Brings over what is left in folders that nobody would take, because fewer processes are about to start than there once
 * were: it goes to the first that one of them takes.
 */
export async function bringOverJournals(dataDir: string, processes: number): Promise<void> {
  const folders = guarded(dataDir, () => lockFreeFolders(dataDir));
  try {
    const [first, ...others] = folders;
    const surplus = others.slice(processes - 1).filter(({ path }) => existsSync(path));
    if (first !== undefined) for (const { path } of surplus) await moveSegments(path, first.path);
  } finally {
    for (const { lock } of folders) lock.release();
  }
}

/** From the first to the last that there is, in their order. */
function lockFreeFolders(dataDir: string): LockedFolder[] {
  const highest = Math.max(0, ...readdirSync(dataDir).map(numberOf));
  const numbers = Array.from({ length: highest }, (_, index) => index + 1);
  return numbers.flatMap((number) => tryToLock(dataDir, number, '.lock') ?? []);
}

/** All are copied before the first is removed: a record that is there twice counts once, by its attempt. */
async function moveSegments(from: string, to: string): Promise<void> {
  const [source, target] = [new JournalFiles(from), new JournalFiles(to)];
  await target.prepare();
  const segments = await source.list();
  let number = (await target.list()).at(-1)?.number ?? 0;
  for (const segment of segments) {
    const lines = await source.read(segment.number);
    const copy = await target.create((number += 1));
    await copy.write(lines, lines.length);
    await copy.close();
  }
  // It says where reading begins, and must not leave out what has just come.
  rmSync(join(to, CHECKPOINT), { force: true });
  for (const segment of segments) await source.remove(segment.number);
  removeUnlessRejected(from);
}

/** Records that the database has refused stay where the log said that they are. */
function removeUnlessRejected(folder: string): void {
  rmSync(join(folder, CHECKPOINT), { force: true });
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

/** The journal itself takes `.lock` when it is opened, too late for workers that choose at the same time. */
function tryToLock(dataDir: string, number: number, suffix: '.lock' | '.worker'): LockedFolder | undefined {
  const path = join(dataDir, number === 1 ? 'journal' : `journal-${number}`);
  try {
    return { path, lock: lockDirectory(`${path}${suffix}`) };
  } catch (error) {
    if (error instanceof DirectoryInUseError) return undefined;
    throw error;
  }
}

/** 0 for what is no journal. */
function numberOf(name: string): number {
  const match = NAME.exec(name);
  return match === null ? 0 : Number(match[1] ?? 1);
}

function guarded<T>(dataDir: string, work: () => T): T {
  ensureDataDirectory(dataDir);
  try {
    return work();
  } catch (error) {
    throw fileErrorCode(error) === undefined ? error : describeDataDirectoryFailure(dataDir, error);
  }
}
