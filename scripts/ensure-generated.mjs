import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { projectRoot } from './project-root.mjs';

const STAMP = join(projectRoot, 'src/generated/prisma/.stamp');
const SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'];
const GENERATE = ['node_modules/prisma/build/index.js', 'generate'];
/** Prisma asks its maker for news otherwise. */
const NO_CALLS = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };

/** Makes the database client of `src/generated/` unless it was made from the schema as it is. Throws a readable Error. */
export async function ensureGenerated() {
  const wanted = hashFiles(SOURCES);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const { exitCode, output } = await run();
  if (exitCode !== 0) throw new Error(`"prisma generate" failed (${exitCode}):\n${output.trim()}`);
  writeFileSync(STAMP, wanted);
}

/** Its words are shown only when it fails. @returns {Promise<{ exitCode: number | null, output: string }>} */
function run() {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, GENERATE, {
      cwd: projectRoot,
      env: { ...process.env, ...NO_CALLS },
    });
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });
}
