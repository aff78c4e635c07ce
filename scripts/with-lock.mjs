import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_AGAIN_AFTER_MS = 200;

/**
 * Runs one thing at a time among all processes that use the same lock file. The file holds its owner's process id, so
 * that a lock whose owner has died is taken over.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(path, task) {
  mkdirSync(dirname(path), { recursive: true });
  let hasSaidSo = false;
  while (!take(path)) {
    if (!hasSaidSo) {
      console.error(`Waiting for process ${ownerOf(path) ?? '?'}, which prepares this project (by ${path})…`);
    }
    hasSaidSo = true;
    await wait(LOOK_AGAIN_AFTER_MS);
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await task();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} path */
function take(path) {
  if (create(path)) return true;
  const owner = ownerOf(path);
  // Process ids begin anew in every container, so that an abandoned lock may well have ours.
  if (owner === undefined || (owner !== process.pid && isRunning(owner))) return false;
  removeAbandoned(path, owner);
  return create(path);
}

/** @param {string} path */
function create(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Another process may have taken the lock over since we looked: then it gets its file back.
 *
 * @param {string} path
 * @param {number} owner
 */
function removeAbandoned(path, owner) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside) === owner) rmSync(aside, { force: true });
    else renameSync(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * @param {string} path
 * @returns {number | undefined} undefined when the lock is gone or not written yet
 */
function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {number} processId */
function isRunning(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
