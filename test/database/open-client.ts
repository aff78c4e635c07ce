import pg from 'pg';

import { EmbeddedDatabase } from '../../src/database/embedded/embedded-database.js';
import type { TestDatabase } from './start-test-database.js';

/** A connection below Prisma, for suites that look at the tables themselves. */
export interface OpenClient {
  client: pg.Client;
  close: () => Promise<void>;
}

/** Connects to the test database, whose engine it starts where that is the embedded one. */
export async function openClient({ config }: TestDatabase): Promise<OpenClient> {
  const place = config.database;
  const embedded = place.kind === 'server' ? undefined : new EmbeddedDatabase(config);
  const client = new pg.Client(
    place.kind === 'server' ? { connectionString: place.url.reveal() } : await embedded?.start(),
  );
  await client.connect();
  const close = async (): Promise<void> => {
    await client.end();
    await embedded?.stop();
  };
  return { client, close };
}
