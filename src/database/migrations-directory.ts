import { fileURLToPath } from 'node:url';

/** prisma/migrations of this package: two folders above both the source of this file and what is built from it. */
export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
