/** Fails where prisma/schema.prisma says what no migration makes: the next start would not find it in the database. */
import { findMissingMigration } from './schema-engine.mjs';

const sql = await findMissingMigration();
if (sql !== undefined) {
  console.error(
    'prisma/schema.prisma was changed without a migration. Make one: npm run migration:new -- what_it_does',
  );
  console.error(`\nIt would be:\n\n${sql}`);
  process.exitCode = 1;
}
