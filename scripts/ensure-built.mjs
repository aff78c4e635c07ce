import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles, listFiles } from './hash-files.mjs';
import { projectRoot } from './project-root.mjs';
import { runProgram } from './run-program.mjs';

const STAMP = join(projectRoot, 'dist/.build-stamp');
const BUILD = ['node_modules/@nestjs/cli/bin/nest.js', 'build'];
const SETTINGS = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

/** Builds `dist/` unless it was made from the sources as they are. Throws an Error when the build fails. */
export async function ensureBuilt() {
  const wanted = hashFiles([...SETTINGS, ...listFiles('src').filter((path) => !path.endsWith('.spec.ts'))]);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.error('Building…');
  // The build empties dist/ first, and the stamp is written last: a build that is cut off is done again.
  const exitCode = await runProgram(process.execPath, BUILD);
  if (exitCode !== 0) throw new Error(`The build failed (exit code ${exitCode}); the reason is above.`);
  writeFileSync(STAMP, wanted);
}
