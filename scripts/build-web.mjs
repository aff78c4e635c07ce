/**
 * Builds the console into dist/web and says how much a browser loads for its first views; too much fails the build.
 */
import { join } from 'node:path';
import { buildWeb } from './web/build-web.mjs';
import { projectRoot } from './project-root.mjs';

await buildWeb(join(projectRoot, 'dist/web'), { isTalkative: true });
