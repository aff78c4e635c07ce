import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

import type { TestDatabase } from '../../database/start-test-database.js';

/** What was given to the gateway and must be found nowhere, by its name. */
export type PlantedSecrets = Readonly<Record<string, string>>;

const TABLES = `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name
  FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`;

/** The names of the secrets that a text holds, plainly or encoded. */
export function secretsIn(text: Buffer | string, planted: PlantedSecrets): string[] {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
  return Object.entries(planted).flatMap(([name, secret]) =>
    encodingsOf(secret).some((encoded) => bytes.includes(encoded)) ? [name] : [],
  );
}

/**
 * The names of the secrets that were written to disk: to the data directory, or to the tables of a server. A file of the
 * embedded database holds its rows as they are.
 */
export async function secretsOnDisk(
  { config }: Pick<TestDatabase, 'config'>,
  planted: PlantedSecrets,
): Promise<string[]> {
  const found = filesBelow(config.dataDir).flatMap((path) =>
    secretsIn(readFileSync(path), planted).map((name) => `${name} in ${path.slice(config.dataDir.length)}`),
  );
  if (config.database.kind !== 'server') return found;
  const rows = await allRowsOf(config.database.url.reveal());
  return [...found, ...secretsIn(rows, planted).map((name) => `${name} in the database`)];
}

/** As it is, in hexadecimal, in a URL, and in base64 wherever it begins. */
function encodingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  );
  return [secret, bytes.toString('hex'), encodeURIComponent(secret), ...base64];
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

async function allRowsOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(TABLES);
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}
