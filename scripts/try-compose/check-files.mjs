import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../project-root.mjs';
import { findProgram } from './find-program.mjs';
import { runCommand } from './run-command.mjs';

const require = createRequire(import.meta.url);
const PROMTOOL_CHECKS = [
  ['check', 'config', '--syntax-only', 'deploy/prometheus/prometheus.yml'],
  ['check', 'rules', 'deploy/prometheus/alerts.yml'],
  ['test', 'rules', 'test/deploy/alerts.test.yml'],
];

/**
 * Checks what can be checked without running anything.
 *
 * @param {{
 *   steps: import('./step-table.mjs').StepTable,
 *   folder: import('./work-folder.mjs').WorkFolder,
 * }} options
 */
export async function checkFiles({ steps, folder }) {
  await steps.run('docker-compose.yml fits the Compose specification', checkComposeFile);
  await steps.run('the Dockerfile has no warning', checkDockerfile);
  await checkPrometheus({ steps, folder });
}

/** By the specification's schema, as the linter dclint has it. */
async function checkComposeFile() {
  const { default: Ajv } = await import('ajv');
  const schemaFile = join(dirname(require.resolve('dclint/package.json')), 'schemas/compose.schema.json');
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const ajv = new Ajv.default({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    allErrors: true,
  });
  const validate = ajv.compile({ ...schema, $schema: undefined });
  const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
  if (validate(parse(text, { merge: true }))) return;
  const problems = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
  throw new Error(`docker-compose.yml:\n${problems?.join('\n')}`);
}

async function checkDockerfile() {
  const { validate } = await import('dockerfile-utils');
  const problems = validate(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8'));
  if (problems.length === 0) return;
  throw new Error(
    `Dockerfile:\n${problems.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`).join('\n')}`,
  );
}

/** @param {Pick<Parameters<typeof checkFiles>[0], 'steps' | 'folder'>} options */
async function checkPrometheus({ steps, folder }) {
  const promtool = findProgram('promtool');
  for (const args of PROMTOOL_CHECKS) {
    const name = `promtool ${args.join(' ')}`;
    if (promtool === undefined) steps.skip(name, 'promtool is not on this machine');
    else await steps.run(name, () => runCommand([promtool, ...args], promtoolSurroundings(folder)));
  }
}

/** @param {import('./work-folder.mjs').WorkFolder} folder */
function promtoolSurroundings(folder) {
  return { cwd: projectRoot, env: {}, logFile: join(folder.make('logs'), 'promtool.log') };
}
