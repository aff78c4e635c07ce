import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { PoolConfig } from 'pg';

import type { PrismaClient } from '../generated/prisma/client.js';

export interface ClientOptions {
  readonly pool: PoolConfig;
  readonly schema?: string;
  /** Called for each connection that ends in an error. */
  readonly onConnectionError: (error: Error) => void;
}

/** Prisma over a pool of its own, which ends with it. Connects when it is first used. */
export async function openClient({
  pool: config,
  schema,
  onConnectionError,
}: ClientOptions): Promise<PrismaClient> {
  // Loaded late: a gateway without a database does without Prisma's query compiler.
  const { PrismaClient } = await import('../generated/prisma/client.js');
  const pool = new pg.Pool(config);
  // Also those in use: an error event that nobody hears would end the process.
  pool.on('connect', (client) => client.on('error', onConnectionError));
  pool.on('error', onConnectionError);
  const adapter = new PrismaPg(pool, { schema, disposeExternalPool: true });
  return new PrismaClient({ adapter });
}
