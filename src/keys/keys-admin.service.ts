import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { type AdminActor, type AdminChange, teamScopeOf } from '../access/admin-actor.js';
import { auditRecord, changesBetween, changesFromNothing, type FieldChanges } from '../access/audit-entry.js';
import { noSuchReference } from '../database/on-database.js';
import { ConflictError, NotFoundError, PermissionDeniedError } from '../errors/gateway-error.js';
import { KeyDigests } from './key-digests.service.js';
import { KeysRepository, type KeyChange } from './keys.repository.js';
import { KeysService } from './keys.service.js';
import type { KeyFilter } from './list-filters.js';
import type { ListPage, ListRequest } from './list-request.js';
import type { ManagedKey } from './managed-key.js';
import { applyPatch, type SettingsPatch, UNLIMITED } from './subject-settings.js';
import { UsersRepository } from './users.repository.js';
import { makeVirtualKey, previewOf } from './virtual-key-token.js';

/** What can be set on a key; what is absent stays. */
export type KeyPatch = SettingsPatch &
  Partial<Pick<ManagedKey, 'name' | 'userId' | 'teamId' | 'aliases' | 'expiresAt'>>;

/** A key together with its secret, which is shown this once. */
export interface NewSecret {
  key: ManagedKey;
  secret: string;
}

/** Gives out, changes and takes back virtual keys. A change holds when its promise resolves. */
@Injectable()
export class KeysAdminService {
  constructor(
    private readonly repository: KeysRepository,
    private readonly users: UsersRepository,
    private readonly digests: KeyDigests,
    private readonly keys: KeysService,
  ) {}

  list(filter: KeyFilter, request: ListRequest, actor: AdminActor): Promise<ListPage<ManagedKey>> {
    return this.repository.page(filter, request, teamScopeOf(actor));
  }

  /** @throws NotFoundError also for keys that the actor may not see. */
  async find(id: string, actor: AdminActor): Promise<ManagedKey> {
    return (await this.repository.find(id, teamScopeOf(actor))) ?? notFound();
  }

  async create(patch: KeyPatch, change: AdminChange): Promise<NewSecret> {
    const { actor } = change;
    await this.assertMayReferTo(patch, actor);
    const secret = makeVirtualKey();
    const teamId = patch.teamId ?? teamScopeOf(actor) ?? null;
    const key = applyPatch(newKey(secret, actor), { ...patch, teamId });
    const entry = auditRecord(change, {
      ...subjectOf(key),
      verb: 'create',
      changes: changesFromNothing(key),
    });
    return { key: await this.repository.insert(key, this.digests.digestOf(secret), entry), secret };
  }

  async update(id: string, patch: KeyPatch, change: AdminChange): Promise<ManagedKey> {
    await this.assertMayReferTo(patch, change.actor);
    return this.change(id, change, (before) => {
      assertNotRevoked(before);
      const after = applyPatch(before, patch);
      assertStaysInTeam(after, change.actor);
      return { verb: 'update', after };
    });
  }

  setBlocked(id: string, isBlocked: boolean, change: AdminChange): Promise<ManagedKey> {
    return this.change(id, change, (before) => {
      assertNotRevoked(before);
      return { verb: isBlocked ? 'block' : 'unblock', after: { ...before, isBlocked } };
    });
  }

  /** Ends a key for ever. Its row stays, so that its usage keeps a name. */
  revoke(id: string, change: AdminChange): Promise<ManagedKey> {
    return this.change(id, change, (before) =>
      before.revokedAt === null ? { verb: 'revoke', after: { ...before, revokedAt: new Date() } } : undefined,
    );
  }

  /** Gives a key a new secret. The one before it works until `graceEndsAt`; null: no longer. */
  async rotate(id: string, graceEndsAt: Date | null, change: AdminChange): Promise<NewSecret> {
    const secret = makeVirtualKey();
    const key = await this.change(id, change, (before) => {
      assertNotRevoked(before);
      const after = { ...before, preview: previewOf(secret), previousExpiresAt: graceEndsAt };
      return { verb: 'rotate', after, digest: this.digests.digestOf(secret) };
    });
    return { key, secret };
  }

  private async change(
    id: string,
    change: AdminChange,
    decide: (before: ManagedKey) => { verb: string; after: ManagedKey; digest?: Buffer } | undefined,
  ): Promise<ManagedKey> {
    try {
      const changed = await this.repository.change(id, teamScopeOf(change.actor), (before) => {
        const decision = decide(before);
        return decision && keyChange(before, decision, change);
      });
      return changed ?? notFound();
    } finally {
      // Also after a failure: a transaction whose end was not heard of may have been committed.
      this.keys.invalidate({ keyId: id });
    }
  }

  /** A team admin gives out keys of its team and for the users of its team, and knows no others. */
  private async assertMayReferTo({ teamId, userId }: KeyPatch, actor: AdminActor): Promise<void> {
    const teamScope = teamScopeOf(actor);
    if (teamScope === undefined) return;
    if (typeof teamId === 'string' && teamId !== teamScope) throw noSuchReference('team_id');
    if (typeof userId !== 'string') return;
    if ((await this.users.find(userId, teamScope)) === undefined) throw noSuchReference('user_id');
  }
}

function newKey(secret: string, { id: createdBy }: AdminActor): ManagedKey {
  const now = new Date();
  const owners = { userId: null, teamId: null, userTeamId: null, userName: null, teamName: null };
  const times = { expiresAt: null, revokedAt: null, previousExpiresAt: null, createdAt: now, updatedAt: now };
  return {
    id: randomUUID(),
    preview: previewOf(secret),
    name: null,
    ...owners,
    ...UNLIMITED,
    aliases: {},
    isBlocked: false,
    createdBy,
    ...times,
  };
}

/** Undefined when nothing would be different. */
function keyChange(
  before: ManagedKey,
  { verb, after, digest }: { verb: string; after: ManagedKey; digest?: Buffer },
  change: AdminChange,
): KeyChange | undefined {
  const changes: FieldChanges = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return undefined;
  return { after, digest, entry: auditRecord(change, { ...subjectOf(after), verb, changes }) };
}

function subjectOf({ id, teamId, userTeamId }: ManagedKey) {
  return { objectType: 'key' as const, id, teamId: teamId ?? userTeamId };
}

function assertNotRevoked({ revokedAt }: ManagedKey): void {
  if (revokedAt === null) return;
  throw new ConflictError({
    code: 'key_revoked',
    message: `The key was revoked on ${revokedAt.toISOString()}. A revoked key never changes; create another.`,
  });
}

function assertStaysInTeam({ teamId, userId }: ManagedKey, actor: AdminActor): void {
  if (teamScopeOf(actor) === undefined || teamId !== null || userId !== null) return;
  throw new PermissionDeniedError({
    param: 'team_id',
    code: 'outside_own_team',
    message: 'A team admin cannot take a key out of its team.',
  });
}

function notFound(): never {
  throw new NotFoundError({ code: 'key_not_found', message: 'There is no key with this id.' });
}
