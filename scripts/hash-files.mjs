import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';

/**
 * One digest over the names and the contents of files of the project.
 *
 * @param {string[]} paths relative to the project; those that do not exist are left out
 */
export function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths.filter((relative) => existsSync(join(projectRoot, relative)))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(projectRoot, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * All files below a folder of the project, sorted.
 *
 * @param {string} folder
 * @returns {string[]} paths relative to the project
 */
export function listFiles(folder) {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length))
    .sort();
}
