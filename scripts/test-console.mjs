import { runProgram } from './run-program.mjs';

// All suites of the console; `npm test` has some of them. One after the other, because each has a browser of its own.
const args = ['scripts/test.mjs', 'test/console', '--runInBand', ...process.argv.slice(2)];
process.exit(await runProgram(process.execPath, args, { env: { ...process.env, TEST_CONSOLE: '1' } }));
