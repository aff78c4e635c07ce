import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';
import { runProgram } from './run-program.mjs';

const PACKAGE = '@anthropic-ai/claude-code';
/** The version that the suite is written for. */
const VERSION = '2.1.197';
const CACHE = join(projectRoot, '.cache');
const FOLDER = join(CACHE, `claude-code-${VERSION}`);
const PROGRAM = join(FOLDER, 'node_modules', PACKAGE, 'bin/claude.exe');

if (!existsSync(FOLDER)) await install();
const exitCode = await runProgram(
  process.execPath,
  ['scripts/test.mjs', 'test/claude-code', ...process.argv.slice(2)],
  { env: { ...process.env, TEST_CLAUDE_CODE: PROGRAM } },
);
process.exit(exitCode);

/** Installs the client beside the project's packages, of which it is none. Nothing is there until all of it is. */
async function install() {
  console.error(`Installing ${PACKAGE} ${VERSION} (about 250 MB) into .cache…`);
  const unfinished = `${FOLDER}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const npm = ['install', '--prefix', unfinished, '--no-audit', '--no-fund', '--loglevel=error'];
  await runOrFail('npm', [...npm, '--ignore-scripts', `${PACKAGE}@${VERSION}`], process.platform === 'win32');
  // What the package's own install script does; npm does not run those of every package by itself.
  await runOrFail(process.execPath, [join(unfinished, 'node_modules', PACKAGE, 'install.cjs')]);
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(unfinished, FOLDER);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {boolean} [shell]
 */
async function runOrFail(command, args, shell) {
  const exitCode = await runProgram(command, args, { shell });
  if (exitCode === 0) return;
  console.error(`"${command} ${args.join(' ')}" failed (${exitCode}); its reason is above.`);
  process.exit(exitCode);
}
