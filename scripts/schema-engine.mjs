import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { projectRoot } from './project-root.mjs';

const SCHEMA = join(projectRoot, 'prisma/schema.prisma');
const MIGRATIONS = join(projectRoot, 'prisma/migrations');
const FILTERS = { externalTables: [], externalEnums: [] };

/**
 * What the schema has and the migrations do not: the SQL of the migration that is missing. Works without a network
 * and without a server: Prisma's own schema engine, compiled to WebAssembly, replays all migrations on a throw-away
 * PGlite and compares the result with the schema.
 *
 * @returns {Promise<string | undefined>} undefined when nothing is missing
 */
export async function findMissingMigration() {
  const database = await PGlite.create();
  try {
    const engine = await createEngine(database);
    await engine.applyMigrations({ migrationsList: listMigrations(), filters: FILTERS });
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', configDir: dirname(SCHEMA), ...schemaFiles() },
      to: { tag: 'schemaDatamodel', ...schemaFiles() },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters: FILTERS,
    });
    return exitCode === 0 ? undefined : stdout;
  } finally {
    await database.close();
  }
}

/** @param {PGlite} database */
async function createEngine(database) {
  const { SchemaEngine } = await loadEngine();
  const models = [[SCHEMA, readFileSync(SCHEMA, 'utf8')]];
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterOf(database));
  return await SchemaEngine.new({ datamodels: models }, () => {}, adapter);
}

/** The package has no loader for Node's ES modules: this is what one would do. */
async function loadEngine() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const source = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(source, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/**
 * The adapter splits scripts at every semicolon, those within functions and strings too; PGlite can tell them apart.
 *
 * @param {PGlite} database
 */
function adapterOf(database) {
  const factory = new PrismaPGlite(database);
  const connect = factory.connect.bind(factory);
  factory.connect = async () =>
    Object.assign(await connect(), {
      executeScript: async (/** @type {string} */ script) => void (await database.exec(script)),
    });
  return factory;
}

function schemaFiles() {
  return { files: [{ path: SCHEMA, content: readFileSync(SCHEMA, 'utf8') }] };
}

function listMigrations() {
  const lockFile = join(MIGRATIONS, 'migration_lock.toml');
  return {
    baseDir: MIGRATIONS,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: migrationNames().map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/** @returns {string[]} oldest first */
function migrationNames() {
  if (!existsSync(MIGRATIONS)) return [];
  const entries = readdirSync(MIGRATIONS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
