import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';

import type { RedisLinkTiming } from '../../src/shared-state/redis-link.js';
import { freePort } from '../free-port.js';

/** A Redis of one suite's own, which can be paused, taken away and brought back. */
export interface RedisServer {
  url: string;
  /** For what a test looks up or does behind the gateways' backs; reconnects by itself. */
  client: Redis;
  /** Brings it up, with nothing in it; resolves when it answers. */
  start(): Promise<void>;
  /** It answers nobody until it goes on. */
  pause(): void;
  goOn(): void;
  /** kill -9 */
  kill(): Promise<void>;
  close(): Promise<void>;
}

const START_LIMIT_MS = 10_000;
const LOOK_AGAIN_AFTER_MS = 20;

/** For suites that ask what replicas share, on machines that are busy with other suites. */
export const PATIENT: RedisLinkTiming = {
  answerLimitMs: 5_000,
  connectLimitMs: 5_000,
  beatMs: 500,
  retryMs: 200,
};

/** `describe` for suites that need a Redis: skipped, and reported so, where none can be run. */
export const describeWithRedis: typeof describe =
  process.env.TEST_NEEDS_SERVERS === '1' || isOnPath('redis-server') ? describe : describe.skip;

/** Starts one on a free port of the loopback address, which keeps nothing on disk. */
export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync('/tmp/tollgate-redis-');
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => 50 });
  // It is meant to be away now and then.
  client.on('error', () => {});
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    server = spawn('redis-server', [...settings, '--dir', folder], { stdio: 'ignore' });
    const failed = once(server, 'error').then(([error]) => {
      throw new Error('This suite needs redis-server on the PATH.', { cause: error });
    });
    await Promise.race([failed, untilItAnswers(client)]);
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    client,
    start,
    pause: () => void server?.kill('SIGSTOP'),
    goOn: () => void server?.kill('SIGCONT'),
    kill,
    close: async () => {
      client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(client: Redis): Promise<void> {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  for (;;) {
    try {
      if (client.status === 'wait' || client.status === 'end') await client.connect();
      await client.ping();
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await wait(LOOK_AGAIN_AFTER_MS);
    }
  }
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
