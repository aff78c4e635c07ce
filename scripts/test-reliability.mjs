import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tollgate-figures-'));
const figuresFile = join(folder, 'figures');
// The long form of every scenario, one after the other: together they would measure each other.
const args = ['scripts/test.mjs', 'test/reliability', '--runInBand', ...process.argv.slice(2)];
const exitCode = await runProgram(process.execPath, args, {
  env: { ...process.env, LONG: '1', FIGURES_FILE: figuresFile },
});
if (existsSync(figuresFile)) console.log(`\n${readFileSync(figuresFile, 'utf8').trim()}`);
rmSync(folder, { recursive: true, force: true });
process.exit(exitCode);
