import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const POSTGRES = '/usr/lib/postgresql';

/** @param {string} name @returns {string | undefined} its path, also where Debian keeps PostgreSQL's off the PATH */
export function findProgram(name) {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return findPostgresProgram(name);
  }
}

/** @param {string} name @returns {string} @throws {Error} that names it when it is not here */
export function needProgram(name) {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not on this machine: install its package first.`);
  return path;
}

/** @param {string} name */
function findPostgresProgram(name) {
  const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES) : [];
  const newestFirst = versions.sort((left, right) => Number(right) - Number(left));
  return newestFirst.map((version) => join(POSTGRES, version, 'bin', name)).find((path) => existsSync(path));
}
