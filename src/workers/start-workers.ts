import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';

import type { GatewayConfig } from '../config/gateway-config.js';
import { assertCanListen } from '../gateway/assert-can-listen.js';
import type { RunningServer } from '../main.js';
import { createLogger, openLogOutput } from '../observability/logger.js';
import { SecretMask } from '../observability/redaction/secret-mask.js';
import { secretsOfConfig } from '../observability/redaction/secrets-of-config.js';
import { bringOverJournals } from './journal-folders.js';
import { passOnLines } from './pass-on-lines.js';
import type { StartTerms } from './start-terms.js';
import { WorkerPool } from './worker-pool.js';

const COMMAND = fileURLToPath(new URL('../cli.js', import.meta.url));

/**
 * Starts so many processes as the configuration says, and resolves once all of them listen on the one port. This process
 * hands connections to them in turn, starts those anew that end, and is the only one that writes to a log that is piped.
 *
 * @throws the system's error when the address cannot be listened on; what kept a worker from starting.
 */
export async function startWorkers(
  config: GatewayConfig,
  { sources, isTerminal, onEnd }: StartTerms,
): Promise<RunningServer> {
  await assertCanListen(config);
  await bringOverJournals(config.dataDir, config.workers);
  const output = isTerminal ? undefined : openLogOutput();
  const mask = new SecretMask(secretsOfConfig(config));
  const log = createLogger(config.logLevel, isTerminal, mask, output);
  cluster.setupPrimary({
    exec: COMMAND,
    args: [],
    stdio: ['ignore', isTerminal ? 'inherit' : 'pipe', 'inherit', 'ipc'],
  });
  const logsUnderWay = new Set<Promise<void>>();
  const pool = new WorkerPool({
    ...{ workers: config.workers, sources, isTerminal, logger: log.logger, onEnd },
    onFork: ({ process: { stdout } }) => {
      if (stdout === null || output === undefined) return;
      const isOver = passOnLines(stdout, (lines) => void output.write(lines));
      logsUnderWay.add(isOver);
      void isOver.finally(() => logsUnderWay.delete(isOver));
    },
  });
  const url = await pool.start();
  return {
    url,
    close: async (noticeMs = 0) => {
      try {
        await pool.stop(noticeMs);
      } finally {
        await Promise.all(logsUnderWay);
        log.flush();
      }
    },
  };
}
