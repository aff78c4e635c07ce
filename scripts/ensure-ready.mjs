import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureGenerated } from './ensure-generated.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureWebBuilt } from './ensure-web-built.mjs';
import { projectRoot } from './project-root.mjs';
import { withLock } from './with-lock.mjs';

const LOCK = join(projectRoot, '.cache/prepare.lock');

/**
 * Makes a fresh clone ready: packages installed, the database client generated and, unless told otherwise, `dist/`
 * built, the console in it. Does nothing where nothing has changed, and takes turns with others that start at the same time. Exits with 1
 * and one line when it fails.
 *
 * @param {{ build?: boolean }} [options]
 */
export async function ensureReady({ build = true } = {}) {
  try {
    await withLock(LOCK, async () => {
      await ensureInstalled();
      await ensureGenerated();
      if (!build) return;
      await ensureBuilt();
      await ensureWebBuilt();
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
