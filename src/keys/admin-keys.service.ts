import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import type { AdminActor, AdminChange } from '../access/admin-actor.js';
import { auditRecord, changesFromNothing } from '../access/audit-entry.js';
import type { Page, PageRequest } from '../database/keyset-page.js';
import { AuthenticationError, NotFoundError, PermissionDeniedError } from '../errors/gateway-error.js';
import { AdminKeysRepository } from './admin-keys.repository.js';
import { KeyDigests } from './key-digests.service.js';
import type { ManagedAdminKey } from './managed-admin-key.js';
import { isWellFormedAdminKey, makeAdminKey, previewOf } from './virtual-key-token.js';

/** What is said of a new admin key. */
export type NewAdminKey = Pick<ManagedAdminKey, 'name' | 'role' | 'teamId' | 'expiresAt'>;

/** The credentials of the admin API. They are looked up at every call: a revoked one is dead at once, everywhere. */
@Injectable()
export class AdminKeysService {
  constructor(
    private readonly repository: AdminKeysRepository,
    private readonly digests: KeyDigests,
  ) {}

  /**
   * Whose admin key this is; undefined when it is none by its form.
   *
   * @throws AuthenticationError when it is not known, was revoked or has expired.
   */
  async identify(key: string): Promise<AdminActor | undefined> {
    if (!isWellFormedAdminKey(key)) return undefined;
    const found = await this.lookUp(key);
    if (found === undefined || (found.role === 'team_admin' && found.teamId === null)) {
      throw new AuthenticationError({ message: 'The admin key is not valid.', code: 'invalid_api_key' });
    }
    assertNotExpired(found);
    return actorOf(found);
  }

  /** A key that only the former secret finds is known by the present one from then on. */
  private async lookUp(key: string): Promise<ManagedAdminKey | undefined> {
    const digest = this.digests.digestOf(key);
    const formerDigest = this.digests.formerDigestOf(key);
    const found = await this.repository.findByDigest(digest);
    if (found !== undefined || formerDigest === undefined) return found;
    const isAdopted = await this.repository.replaceDigest(formerDigest, digest);
    return isAdopted ? this.repository.findByDigest(digest) : undefined;
  }

  list(page: PageRequest): Promise<Page<ManagedAdminKey>> {
    return this.repository.page(page);
  }

  /** @throws PermissionDeniedError when it would work longer than the key that creates it. */
  async create(
    wanted: NewAdminKey,
    change: AdminChange,
  ): Promise<{ adminKey: ManagedAdminKey; secret: string }> {
    assertEndsInTime(wanted, change.actor);
    const secret = makeAdminKey();
    const adminKey: ManagedAdminKey = {
      id: randomUUID(),
      preview: previewOf(secret),
      ...wanted,
      revokedAt: null,
      createdBy: change.actor.id,
      createdAt: new Date(),
    };
    const entry = entryOf(change, adminKey, 'create', changesFromNothing(adminKey));
    return { adminKey: await this.repository.insert(adminKey, this.digests.digestOf(secret), entry), secret };
  }

  /** Ends a key for ever. Its row stays, so that what it did keeps a name. */
  async revoke(id: string, change: AdminChange): Promise<ManagedAdminKey> {
    const at = new Date();
    const changes = { revoked_at: { from: null, to: at.toISOString() } };
    const revoked = await this.repository.revoke(id, at, (adminKey) =>
      entryOf(change, adminKey, 'revoke', changes),
    );
    return revoked ?? notFound();
  }
}

function entryOf(
  change: AdminChange,
  { id, teamId }: ManagedAdminKey,
  verb: string,
  changes: ReturnType<typeof changesFromNothing>,
) {
  return auditRecord(change, { objectType: 'admin_key', verb, id, teamId, changes });
}

function actorOf({ id, role, teamId, expiresAt }: ManagedAdminKey): AdminActor {
  return { id, role, teamId: teamId ?? undefined, expiresAtMs: expiresAt?.getTime() };
}

function assertNotExpired({ expiresAt }: ManagedAdminKey): void {
  if (expiresAt === null || expiresAt.getTime() > Date.now()) return;
  throw new AuthenticationError({
    code: 'expired_api_key',
    message: `The admin key expired on ${expiresAt.toISOString()}.`,
  });
}

function assertEndsInTime({ expiresAt }: NewAdminKey, { expiresAtMs }: AdminActor): void {
  if (expiresAtMs === undefined || (expiresAt !== null && expiresAt.getTime() <= expiresAtMs)) return;
  throw new PermissionDeniedError({
    param: 'expires_at',
    code: 'longer_than_own_key',
    message: `Your own key ends on ${new Date(expiresAtMs).toISOString()}; the new one must not end later.`,
  });
}

function notFound(): never {
  throw new NotFoundError({ code: 'admin_key_not_found', message: 'There is no admin key with this id.' });
}
