import { spawn } from 'node:child_process';
import { ensureReady } from './ensure-ready.mjs';
import { projectRoot } from './project-root.mjs';

/** @typedef {{ name: string, args: string[] }} Step */
/** @typedef {{ name: string, isPassed: boolean }} StepResult */

/** @type {Step[]} */
const STEPS = [
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'types of the examples', args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'examples'] },
  { name: 'types of the console', args: ['node_modules/typescript/bin/tsc', '-p', 'web'] },
  {
    name: 'types of its suites',
    args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'test/console'],
  },
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.'] },
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
  { name: 'layers', args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src'] },
  { name: 'migrations', args: ['scripts/check-migrations.mjs'] },
  { name: 'openapi', args: ['scripts/generate-openapi.mjs', '--check'] },
  { name: 'unused', args: ['node_modules/knip/bin/knip.js'] },
];
const AT_A_TIME = 2;

await ensureReady({ build: false });
const results = await runAll(STEPS);
const failed = results.filter(({ isPassed }) => !isPassed).map(({ name }) => name);
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);

/**
 * @param {Step[]} steps
 * @returns {Promise<StepResult[]>}
 */
async function runAll(steps) {
  const waiting = [...steps];
  const lanes = Array.from({ length: AT_A_TIME }, () => runUntilEmpty(waiting));
  return (await Promise.all(lanes)).flat();
}

/**
 * @param {Step[]} waiting
 * @returns {Promise<StepResult[]>}
 */
async function runUntilEmpty(waiting) {
  const results = [];
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await run(step));
  return results;
}

/**
 * Shows what a step says only when it fails.
 *
 * @param {Step} step
 * @returns {Promise<StepResult>}
 */
function run({ name, args }) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: projectRoot });
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('error', (error) => (output += error.message));
    child.once('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code !== 0) console.log(output.trimEnd());
      resolve({ name, isPassed: code === 0 });
    });
  });
}
