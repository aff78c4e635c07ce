import { defineConfig } from 'prisma/config';

// Prisma's command line downloads its schema engine before every command, also those that never run it.
const needsNoEngine = /^(generate|validate|format|version)$/.test(process.argv[2] ?? '');
if (needsNoEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only `migrate` connects: DATABASE_URL=… npx prisma migrate deploy
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
