import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runTollgate } from '../cli/run-tollgate.js';
import { makeDataDirectory, type TestDirectory } from '../database/data-directory.js';
import {
  describeWithPostgres,
  type PostgresServer,
  startPostgresServer,
} from '../database/postgres-server.js';

/** Nothing listens there: what all workers would share can be away at a start. */
const REDIS_URL = 'redis://127.0.0.1:1';
const SHARED = { TOLLGATE_SECRET: 'the secret of all workers', REDIS_URL };
const BOTH = 'a PostgreSQL (DATABASE_URL) and a Redis (REDIS_URL)';

let directory: TestDirectory;
beforeEach(() => {
  directory = makeDataDirectory();
});
afterEach(() => directory.remove());

/** The one line that the command prints beside its log when it does not start, and exits with 1. */
async function lineOfFailure(args: readonly string[], env: Record<string, string>): Promise<string> {
  const { exitCode, hints } = await runTollgate(args, {
    env: { TOLLGATE_DATA_DIR: directory.path, PORT: '0', ...env },
  });
  expect({ exitCode, hints }).toEqual({ exitCode: 1, hints: [expect.any(String)] });
  return hints[0] as string;
}

describe('workers that could not be what was asked for are refused in one line', () => {
  it.each([
    [
      ['--workers', '2'],
      {},
      `2 workers need ${BOTH} to share keys, limits and budgets. Set them, or run one process: --workers 1.`,
    ],
    [
      ['--workers', '3'],
      { DATABASE_URL: 'postgresql://127.0.0.1:1/x', TOLLGATE_SECRET: SHARED.TOLLGATE_SECRET },
      '3 workers need a Redis (REDIS_URL) to share keys, limits and budgets. Set it, or run one process: --workers 1.',
    ],
    [[], { NUM_WORKERS: '2', REDIS_URL }, /^2 workers need a PostgreSQL \(DATABASE_URL\) to share/],
    [['--workers', '0'], {}, '--workers is "0"; allowed is auto, or a whole number, 1 to 256, such as 4.'],
    [[], { TOLLGATE_WORKERS: 'all' }, /^TOLLGATE_WORKERS is "all"; allowed is auto, or a whole number/],
  ])('%j %j', async (args, env, line) => {
    const said = await lineOfFailure(args, env);
    if (typeof line === 'string') expect(said).toBe(line);
    else expect(said).toMatch(line);
  });
});

describeWithPostgres('workers that cannot start', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgresServer();
  }, 60_000);
  afterAll(() => postgres?.close());

  it('say why once, and not once for each', async () => {
    const url = new URL(postgres.url);
    url.pathname = '/nowhere';
    expect(await lineOfFailure(['--workers', '2'], { ...SHARED, DATABASE_URL: url.href })).toMatch(
      /^Tollgate could not start: The database server of DATABASE_URL refuses: .*"nowhere" does not exist\. Make it with "createdb"/,
    );
  });

  it('and die without a word end the whole after three tries', async () => {
    const script = join(directory.path, 'die.cjs');
    writeFileSync(script, `if (require('node:cluster').isWorker) process.exit(7);`);
    const env = { ...SHARED, DATABASE_URL: postgres.url, NODE_OPTIONS: `--require ${script}` };
    expect(await lineOfFailure(['--workers', '2'], env)).toMatch(
      /^Tollgate could not start: Worker [12] ended by code 7 while it started\.$/,
    );
  });
});
