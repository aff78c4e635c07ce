import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { projectRoot } from './project-root.mjs';
import { runProgram } from './run-program.mjs';

const LOCK_FILE = 'package-lock.json';
const STAMP = join(projectRoot, 'node_modules/.tollgate-install');
const INSTALLED = join(projectRoot, 'node_modules/.package-lock.json');

/** Installs the packages of package-lock.json unless they are there. Throws a readable Error when that fails. */
export async function ensureInstalled() {
  const wanted = hashFiles([LOCK_FILE]);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  if (!isInstalledByHand()) await install();
  writeFileSync(STAMP, wanted);
}

async function install() {
  console.error('Installing packages…');
  const [command, ...args] = npmCommand();
  const exitCode = await runProgram(
    command,
    [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'],
    {
      shell: process.platform === 'win32' && command === 'npm',
    },
  ).catch((/** @type {Error} */ error) => error.message);
  if (exitCode === 0) return;
  throw new Error(
    `"npm ci" failed (${exitCode}); its reason is above. If that is the network, check it and start again.`,
  );
}

/** @returns {[string, ...string[]]} the npm that runs this script, or else the one on the path */
function npmCommand() {
  const running = process.env.npm_execpath;
  return running?.endsWith('npm-cli.js') ? [process.execPath, running] : ['npm'];
}

/** Whether npm was run without us and installed what the lock file wants. Optional packages may be missing. */
function isInstalledByHand() {
  if (!existsSync(INSTALLED)) return false;
  const wanted = packagesOf(join(projectRoot, LOCK_FILE));
  const installed = packagesOf(INSTALLED);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional === true && !(path in installed)),
  );
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
