import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tryCalls } from './try-compose/calls.mjs';
import { readComposeFile } from './try-compose/compose-file.mjs';
import { checkFiles } from './try-compose/check-files.mjs';
import { buildImage } from './try-compose/build-image.mjs';
import { Stack } from './try-compose/stack.mjs';
import { StepTable } from './try-compose/step-table.mjs';
import { WorkFolder } from './try-compose/work-folder.mjs';
import { projectRoot } from './project-root.mjs';

const USAGE = `Runs what Dockerfile and docker-compose.yml say, without containers: the same commands, environment and
configuration files, in a folder of its own, with the PostgreSQL, Redis and nginx of this machine.

Usage: node scripts/try-compose.mjs [--node PATH] [--image FOLDER] [--replicas 3] [--keep]
  --node PATH      the Node.js to build and run with; default: the one that runs this
  --image FOLDER   skips the build and runs the image that an earlier run with --keep has left
  --keep           leaves the folder, with everything's output in logs/`;

const { values } = parseArgs({
  options: {
    node: { type: 'string', default: process.execPath },
    image: { type: 'string' },
    replicas: { type: 'string', default: '3' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const folder = new WorkFolder();
const steps = new StepTable();
const compose = readComposeFile(join(projectRoot, 'docker-compose.yml'));
const stack = new Stack({ compose, folder, node: values.node, replicas: Number(values.replicas) });
let isPassed = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end(130));

try {
  await checkFiles({ steps, folder });
  stack.image = await buildImage({ steps, folder, node: values.node, builtBefore: values.image });
  await stack.start(steps);
  await tryCalls({ steps, stack });
  await stack.stop(steps);
  isPassed = true;
} catch (error) {
  console.error(`\n${error instanceof Error ? error.stack : String(error)}`);
  console.error(stack.lastWords());
}
await end(isPassed ? 0 : 1);

/** @param {number} exitCode */
async function end(exitCode) {
  await stack.kill();
  console.log(`\n${steps.toString()}`);
  if (values.keep) console.log(`\nLeft in ${folder.path}`);
  else folder.remove();
  process.exit(exitCode);
}
