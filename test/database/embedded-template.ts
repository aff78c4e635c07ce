import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pino from 'pino';

import { DatabaseLink } from '../../src/database/database-link.js';
import { embeddedSource } from '../../src/database/embedded/embedded-source.js';
import { MIGRATIONS_DIRECTORY } from '../../src/database/migrations-directory.js';

const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));
const PGLITE = fileURLToPath(
  new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url),
);

/** Puts an embedded database into a data directory: all migrations applied, no rows. Making one takes seconds. */
export async function copyEmbeddedTemplate(dataDir: string): Promise<void> {
  // A thousand files: the program takes 60 ms for them, `cp` of node:fs/promises 800.
  await promisify(execFile)('cp', ['-R', await embeddedTemplate(), join(dataDir, 'database')]);
}

/** Made once for each state of the migrations; kept between runs. */
async function embeddedTemplate(): Promise<string> {
  const template = join(CACHE, `test-database-${digestOfMigrations()}`);
  if (!existsSync(template)) await makeTemplate(template);
  return template;
}

function digestOfMigrations(): string {
  const hash = createHash('sha256').update(readFileSync(PGLITE));
  for (const path of readdirSync(MIGRATIONS_DIRECTORY, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.sql')) hash.update(path).update(readFileSync(join(MIGRATIONS_DIRECTORY, path)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Several test files may do this at once: the first that is ready wins. */
async function makeTemplate(template: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, 'draft-'));
  const link = new DatabaseLink(embeddedSource({ dataDir: draft }), pino({ level: 'silent' }));
  await link.start();
  await link.close();
  try {
    renameSync(join(draft, 'database'), template);
  } catch (error) {
    if (!existsSync(template)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
