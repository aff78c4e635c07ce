import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../project-root.mjs';
import { compressFiles } from './compress-files.mjs';
import { measureViews } from './measure-views.mjs';

const KILOBYTE = 1000;

/**
 * Builds the console of web/ into a folder, which is emptied first.
 *
 * @param {string} outDir
 * @param {{ isTalkative?: boolean }} [options] whether to say how large it became
 * @throws Error when it cannot be built, or one of its first views is larger than it may be.
 */
export async function buildWeb(outDir, { isTalkative = false } = {}) {
  await build({
    configFile: join(projectRoot, 'web/vite.config.mjs'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
  compressFiles(outDir);
  const views = measureViews(outDir);
  for (const { name, bytes, budget, laterBytes } of views) {
    const later = laterBytes === 0 ? '' : `, and ${inKilobytes(laterBytes)} behind it`;
    if (isTalkative) {
      console.log(`${name}: ${inKilobytes(bytes)} gzipped of at most ${inKilobytes(budget)}${later}`);
    }
    if (bytes > budget) {
      throw new Error(
        `The console's ${name} is ${inKilobytes(bytes)} gzipped; at most ${inKilobytes(budget)} are allowed. Load what it does not need at once with import().`,
      );
    }
  }
}

/** @param {number} bytes */
function inKilobytes(bytes) {
  return `${(bytes / KILOBYTE).toFixed(1)} kB`;
}
