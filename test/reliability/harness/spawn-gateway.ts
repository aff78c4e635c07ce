import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { TestDatabase } from '../../database/start-test-database.js';
import { PROJECT_ROOT } from '../../examples/example-files.js';
import { freePort } from '../../free-port.js';
import { MASTER_KEY, UPSTREAM_KEY } from './start-stack.js';

const START_LIMIT_MS = 30_000;

/** The built command in a process of its own, which can be killed and started again on the same data and port. */
export interface SpawnedGateway {
  url: string;
  port: number;
  /** Resolves with the milliseconds that it took until it was ready. */
  start(): Promise<number>;
  /** kill -9 */
  kill(): Promise<void>;
  /** As an operator would stop it; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Of the process that runs, or ran last. */
  processId(): number;
  /** Sends a signal and waits for nothing. */
  tell(signal: NodeJS.Signals): void;
  /** All that it has written, in all its lives. */
  log(): string;
}

export async function makeSpawnedGateway(
  { config }: Pick<TestDatabase, 'config'>,
  apiBase: string,
  moreEnv: Readonly<Record<string, string>> = {},
): Promise<SpawnedGateway> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logPath = `${config.dataDir}.log`;
  const env = {
    PATH: process.env.PATH,
    ANTHROPIC_API_KEY: UPSTREAM_KEY,
    ANTHROPIC_API_BASE: apiBase,
    TOLLGATE_MASTER_KEY: MASTER_KEY,
    TOLLGATE_DATA_DIR: config.dataDir,
    LOG_LEVEL: 'debug',
    // What waits for load balancers is tried where there is one.
    TOLLGATE_DRAIN_NOTICE_SECONDS: '0',
    ...(config.database.kind === 'server' ? { DATABASE_URL: config.database.url.reveal() } : {}),
    ...moreEnv,
  };
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await exited)[0];
  };
  return {
    url,
    port,
    start: async () => {
      const startedAt = performance.now();
      const log = openSync(logPath, 'a', 0o600);
      const started = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/cli.js'), '--port', String(port)], {
        cwd: '/',
        env,
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      child = started;
      while (!(await isReady(url))) {
        if (started.exitCode !== null || performance.now() - startedAt > START_LIMIT_MS) {
          throw new Error(`The gateway did not start:\n${readFileSync(logPath, 'utf8').slice(-2_000)}`);
        }
        await wait(10);
      }
      return performance.now() - startedAt;
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    processId: () => Number(child?.pid),
    tell: (signal) => child?.kill(signal),
    log: () => readFileSync(logPath, 'utf8'),
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
