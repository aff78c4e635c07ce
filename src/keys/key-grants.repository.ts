import { Injectable } from '@nestjs/common';

import { PrismaService } from '../database/prisma.service.js';
import type { KeyGrant } from './key-grant.js';
import { type GrantRow, toKeyGrant } from './to-key-grant.js';

/** Finds keys for the request path. */
@Injectable()
export class KeyGrantsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * The grant of the key with this digest, or with this digest before a rotation whose grace period is not over.
   * Undefined: there is none, or it has been revoked.
   *
   * @throws ServiceUnavailableError when the database is away.
   */
  async findByDigest(digest: Buffer, nowMs: number): Promise<KeyGrant | undefined> {
    const bytes = new Uint8Array(digest);
    const now = new Date(nowMs);
    const rows = await this.prisma.lookUp(
      (client) => client.$queryRaw<GrantRow[]>`
        select to_jsonb(k) - '{digest,previous_digest,metadata}'::text[] as key,
               to_jsonb(t) - 'metadata' as team,
               to_jsonb(u) - 'metadata' as "user",
               k.digest = ${bytes} as "isCurrent"
        from virtual_keys k
        left join users u on u.id = k.user_id
        left join teams t on t.id = coalesce(k.team_id, u.team_id)
        where (k.digest = ${bytes} or (k.previous_digest = ${bytes} and k.previous_expires_at > ${now}))
          and k.revoked_at is null
        limit 1`,
    );
    return rows[0] && toKeyGrant(rows[0]);
  }

  /**
   * By what the key with this id is known now; undefined: there is none, or it has been revoked.
   *
   * @throws ServiceUnavailableError when the database is away.
   */
  async findDigest(keyId: string): Promise<Buffer | undefined> {
    const key = await this.prisma.lookUp((client) =>
      client.virtualKey.findFirst({ where: { id: keyId, revokedAt: null }, select: { digest: true } }),
    );
    return key === null ? undefined : Buffer.from(key.digest);
  }

  /**
   * Gives the key with one digest another in its place, also as the digest before a rotation. False: there is no such
   * key.
   *
   * @throws ServiceUnavailableError when the database is away.
   */
  async replaceDigest(digest: Buffer, replacement: Buffer): Promise<boolean> {
    const before = new Uint8Array(digest);
    const after = new Uint8Array(replacement);
    const count = await this.prisma.lookUp(
      (client) => client.$executeRaw`
        update virtual_keys
        set digest = case when digest = ${before} then ${after} else digest end,
            previous_digest = case when previous_digest = ${before} then ${after} else previous_digest end
        where digest = ${before} or previous_digest = ${before}`,
    );
    return count > 0;
  }
}
