import pg from 'pg';
import type { PoolConfig } from 'pg';

import type { Secret } from '../config/secret.js';
import type { DatabaseSource } from './database-source.js';

const CONNECTIONS = 10;
const CONNECT_TIME_LIMIT_MS = 2000;
const PROBE_TIME_LIMIT_MS = 2000;
/** For the longest report; look-ups of a request have a shorter limit of their own. */
const STATEMENT_TIME_LIMIT_MS = 30_000;

/** Quick at first, for a server that restarts. */
const RETRY_DELAYS_MS = [100, 250, 500, 1000, 2000];

/** A PostgreSQL server, by the URL of `DATABASE_URL`. Prisma's parameter `schema` is understood. */
export function serverSource(secretUrl: Secret): DatabaseSource {
  const { url, schema } = takeSchema(secretUrl.reveal());
  const connection: PoolConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIME_LIMIT_MS,
    keepAlive: true,
    application_name: 'tollgate',
    ...(schema === undefined ? {} : { options: `-c search_path="${schema}"` }),
  };
  return {
    description: 'PostgreSQL',
    retryDelaysMs: RETRY_DELAYS_MS,
    schema,
    open: () =>
      Promise.resolve({
        ...connection,
        max: CONNECTIONS,
        // Idle connections are kept: their end tells at once that the server has gone.
        idleTimeoutMillis: 0,
        statement_timeout: STATEMENT_TIME_LIMIT_MS,
        query_timeout: STATEMENT_TIME_LIMIT_MS + PROBE_TIME_LIMIT_MS,
      }),
    probe: () => probe({ ...connection, query_timeout: PROBE_TIME_LIMIT_MS }),
    onLost: () => {},
    close: () => Promise.resolve(),
  };
}

/** On a connection of its own: those of the pool may all be busy with slow reports. */
async function probe(connection: PoolConfig): Promise<void> {
  const client = new pg.Client(connection);
  // Whatever happens to this connection, the query below rejects.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => {});
  }
}

function takeSchema(text: string): { url: string; schema?: string } {
  const url = new URL(text);
  const schema = url.searchParams.get('schema') ?? undefined;
  url.searchParams.delete('schema');
  return { url: schema === undefined ? text : url.href, schema };
}
