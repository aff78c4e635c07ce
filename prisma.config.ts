import { defineConfig } from 'prisma/config';
// generate / validate / format never run the schema engine, but the CLI still tries to download it first.
if (/^(generate|validate|format|version)$/.test(process.argv[2] ?? ''))
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://postgres:postgres@127.0.0.1:5432/postgres' },
});
