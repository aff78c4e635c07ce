import pino from 'pino';

import type { GatewayConfig } from '../src/config/gateway-config.js';
import { loadConfig } from '../src/config/load-config.js';
import { startServer } from '../src/main.js';
import type { LoggerHandle } from '../src/observability/logger.js';
import type { RequestOutcome } from '../src/usage/request-outcome.js';
import { makeDataDirectory } from './database/data-directory.js';
import type { TestDatabase } from './database/start-test-database.js';

export interface GatewayOptions {
  /** The text of a config.yaml; without it the environment decides what is served. */
  yaml?: string;
  env?: Record<string, string>;
  /** Where it keeps keys and spend; without it there is no database, and a data directory that goes with the gateway. */
  database?: Pick<TestDatabase, 'config'>;
  /** Makes its log; without it, one that nothing is taken out of, from `debug` on. */
  makeLog?: (config: GatewayConfig, sink: { write(line: string): void }) => LoggerHandle;
}

export interface TestGateway {
  url: string;
  /** Every line of the log, parsed. */
  logLines: Record<string, unknown>[];
  /** The outcomes reported so far, oldest first. */
  outcomes(): RequestOutcome[];
  /** Resolves with the outcomes once there are `count` of them. */
  waitForOutcomes(count: number): Promise<RequestOutcome[]>;
  /** As a signal would; see RunningServer. */
  close(noticeMs?: number): Promise<void>;
}

const WAIT_MS = 10_000;

/** Starts a gateway on a free port of the loopback address, with nothing but the given environment. */
export async function startGateway({
  yaml,
  env = {},
  database,
  makeLog = makePlainLog,
}: GatewayOptions): Promise<TestGateway> {
  const logLines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  const stream = {
    write(line: string): void {
      logLines.push(JSON.parse(line) as Record<string, unknown>);
      for (const check of waiting) check();
    },
  };
  const directory = makeDataDirectory();
  const place = database?.config ?? { database: { kind: 'none' }, dataDir: directory.path };
  const config = loadConfig({
    flags: { port: '0', ...(yaml === undefined ? {} : { config: 'config.yaml' }) },
    env,
    cwd: '/nonexistent',
    readFile: (path) => readOnly(path, yaml),
  });
  const server = await startServer({ ...config, ...place }, makeLog(config, stream)).catch(
    (error: unknown) => {
      directory.remove();
      throw error;
    },
  );
  const outcomes = (): RequestOutcome[] =>
    logLines.filter(({ msg }) => msg === 'request') as unknown as RequestOutcome[];

  return {
    url: server.url,
    logLines,
    outcomes,
    waitForOutcomes: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`Waited in vain for ${count} outcomes; there are ${outcomes().length}.`));
        }, WAIT_MS);
        const check = (): void => {
          if (outcomes().length < count) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(outcomes());
        };
        waiting.add(check);
        check();
      }),
    close: async (noticeMs) => {
      await server.close(noticeMs);
      directory.remove();
    },
  };
}

function makePlainLog(_config: GatewayConfig, sink: { write(line: string): void }): LoggerHandle {
  return { logger: pino({ level: 'debug' }, sink), flush: () => {} };
}

function readOnly(path: string, yaml: string | undefined): string {
  if (yaml !== undefined && path.endsWith('config.yaml')) return yaml;
  throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
}
