import { Injectable } from '@nestjs/common';

import { onDatabase } from '../../database/on-database.js';
import { PrismaService } from '../../database/prisma.service.js';

/** What a look at the database tells. */
export interface DatabaseLook {
  latencyMs: number;
  migrations: { applied: number; latest: string | null };
}

/** Asks the database how it is. */
@Injectable()
export class SettingsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** @throws ServiceUnavailableError when the database is away. */
  async look(): Promise<DatabaseLook> {
    const begun = performance.now();
    const rows = await onDatabase(
      this.prisma,
      (client) => client.$queryRaw<{ applied: number; latest: string | null }[]>`
        SELECT count(*)::int AS applied, max(migration_name) AS latest
        FROM _prisma_migrations WHERE finished_at IS NOT NULL`,
    );
    const latencyMs = Math.round((performance.now() - begun) * 10) / 10;
    return { latencyMs, migrations: rows[0] ?? { applied: 0, latest: null } };
  }
}
