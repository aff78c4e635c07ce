import type { PoolConfig } from 'pg';

import type { DatabaseSource } from '../database-source.js';
import { EmbeddedDatabase, type EmbeddedDatabaseOptions } from './embedded-database.js';

/** One connection does all: waiting for it is normal, and only something that hangs takes this long. */
const CONNECTION_WAIT_MS = 15_000;

/** Each try starts a thread and a PostgreSQL in it. */
const RETRY_DELAYS_MS = [100, 1000, 3000, 5000];

/** The database inside this process. It cannot be out of reach while its thread runs. */
export function embeddedSource(options: Omit<EmbeddedDatabaseOptions, 'onCrash'>): DatabaseSource {
  let tellLost: (reason: string) => void = () => {};
  let poolConfig: PoolConfig | undefined;
  const database = new EmbeddedDatabase({ ...options, onCrash: (reason) => tellLost(reason) });
  return {
    description: 'embedded',
    retryDelaysMs: RETRY_DELAYS_MS,
    open: async () => {
      if (!database.isRunning || poolConfig === undefined) {
        // A second connection would share the one session: unnamed statements and errors of both would mix.
        poolConfig = { ...(await database.start()), max: 1, connectionTimeoutMillis: CONNECTION_WAIT_MS };
      }
      return poolConfig;
    },
    probe: () =>
      database.isRunning ? Promise.resolve() : Promise.reject(new Error('The embedded database has ended.')),
    onLost: (listener) => {
      tellLost = listener;
    },
    close: () => database.stop(),
  };
}
