import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles, listFiles } from './hash-files.mjs';
import { projectRoot } from './project-root.mjs';

/** A build of the server empties dist/; this one outlives it. */
const KEPT = join(projectRoot, '.cache/web');
const SERVED = join(projectRoot, 'dist/web');
const STAMP = '.build-stamp';

/** Puts the console into `dist/web`, and builds it when its sources have changed. Throws an Error when that fails. */
export async function ensureWebBuilt() {
  const wanted = hashFiles(['package-lock.json', ...listFiles('web'), ...listFiles('scripts/web')]);
  if (stampOf(SERVED) === wanted) return;
  if (stampOf(KEPT) !== wanted) await buildInto(KEPT, wanted);
  replace(SERVED, KEPT);
}

/** At one stroke, for gateways that serve it. @param {string} folder @param {string} source */
function replace(folder, source) {
  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  cpSync(source, next, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(next, folder);
}

/** The stamp is written last: a build that is cut off is done again. @param {string} folder @param {string} stamp */
async function buildInto(folder, stamp) {
  console.error('Building the console…');
  // Only now: on a fresh clone Vite has just been installed.
  const { buildWeb } = await import('./web/build-web.mjs');
  await buildWeb(folder);
  writeFileSync(join(folder, STAMP), stamp);
}

/** @param {string} folder */
function stampOf(folder) {
  const path = join(folder, STAMP);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
