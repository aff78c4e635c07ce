// Opens the embedded database of a data directory, writes teams until it is killed, and a line for each that is written.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';

const dataDir = String(process.argv[2]);
const directory = join(dataDir, 'database');
const worker = new Worker(new URL('../../src/database/embedded/pglite-worker.mjs', import.meta.url), {
  workerData: { directory, address: { path: join(dataDir, '.s.PGSQL.5432') } },
});
await new Promise((resolve) => worker.once('message', resolve));
const client = new pg.Client({ host: dataDir, user: 'postgres', database: 'postgres' });
await client.connect();
for (let number = 1; ; number++) {
  await client.query('INSERT INTO teams (id, name, updated_at) VALUES (gen_random_uuid(), $1, now())', [
    `team ${number}`,
  ]);
  console.log(number);
}
