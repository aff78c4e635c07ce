import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureReady } from './ensure-ready.mjs';
import { projectRoot } from './project-root.mjs';
import { runProgram } from './run-program.mjs';

const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
// Behind the caller's arguments: this option takes every word that follows it.
const REPORTERS = ['--reporters=default', `--reporters=${join(projectRoot, 'scripts/summary-reporter.mjs')}`];

await ensureReady();
const folder = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const summaryFile = join(folder, 'summary');
const exitCode = await runProgram(process.execPath, [...JEST, ...process.argv.slice(2), ...REPORTERS], {
  env: { ...process.env, SUMMARY_FILE: summaryFile },
});
// Last of all, for whoever reads the end of the output.
if (existsSync(summaryFile)) console.log(`\n${readFileSync(summaryFile, 'utf8').trim()}`);
rmSync(folder, { recursive: true, force: true });
process.exit(exitCode);
