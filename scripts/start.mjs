import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureReady } from './ensure-ready.mjs';
import { projectRoot } from './project-root.mjs';

await ensureReady();
const cli = join(projectRoot, 'dist/cli.js');
// The gateway runs in this process, as if it had been started by its own name.
process.argv[1] = cli;
await import(pathToFileURL(cli).href);
