import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { type AdminActor, type AdminChange, teamScopeOf } from '../access/admin-actor.js';
import { auditRecord, changesBetween, changesFromNothing } from '../access/audit-entry.js';
import { noSuchReference } from '../database/on-database.js';
import { ConflictError, NotFoundError, PermissionDeniedError } from '../errors/gateway-error.js';
import { KeysService } from './keys.service.js';
import type { UserFilter } from './list-filters.js';
import type { ListPage, ListRequest } from './list-request.js';
import type { ManagedUser } from './managed-user.js';
import { applyPatch, type SettingsPatch, UNLIMITED } from './subject-settings.js';
import { UsersRepository } from './users.repository.js';

/** What can be set on a user; what is absent stays. */
export type UserPatch = SettingsPatch & Partial<Pick<ManagedUser, 'name' | 'email' | 'teamId'>>;

/** Makes, changes and deletes users. A change holds for their keys when its promise resolves. */
@Injectable()
export class UsersAdminService {
  constructor(
    private readonly repository: UsersRepository,
    private readonly keys: KeysService,
  ) {}

  list(filter: UserFilter, request: ListRequest, actor: AdminActor): Promise<ListPage<ManagedUser>> {
    return this.repository.page(filter, request, teamScopeOf(actor));
  }

  /** @throws NotFoundError also for users that the actor may not see. */
  async find(id: string, actor: AdminActor): Promise<ManagedUser> {
    return (await this.repository.find(id, teamScopeOf(actor))) ?? notFound();
  }

  async create(patch: UserPatch & { name: string }, change: AdminChange): Promise<ManagedUser> {
    assertOwnTeam(patch, change.actor);
    const now = new Date();
    const teamId = patch.teamId ?? teamScopeOf(change.actor) ?? null;
    const names = { id: randomUUID(), name: patch.name, email: null, teamId, teamName: null };
    const blank = { ...names, ...UNLIMITED, isBlocked: false, createdAt: now, updatedAt: now };
    const user: ManagedUser = applyPatch<ManagedUser>(blank, { ...patch, teamId });
    return await this.repository.insert(user, entryOf(change, user, 'create', changesFromNothing(user)));
  }

  async update(id: string, patch: UserPatch, change: AdminChange): Promise<ManagedUser> {
    assertOwnTeam(patch, change.actor);
    return await this.change(id, change, 'update', (before) => applyPatch(before, patch));
  }

  setBlocked(id: string, isBlocked: boolean, change: AdminChange): Promise<ManagedUser> {
    return this.change(id, change, isBlocked ? 'block' : 'unblock', (before) => ({ ...before, isBlocked }));
  }

  /** @throws ConflictError while the user has keys. */
  async delete(id: string, change: AdminChange): Promise<ManagedUser> {
    try {
      const deleted = await this.repository.delete(id, teamScopeOf(change.actor), (user, keys) => {
        assertNoKeys(keys);
        return entryOf(change, user, 'delete', changesBetween(user, { name: null }));
      });
      return deleted ?? notFound();
    } finally {
      this.keys.invalidate({ userId: id });
    }
  }

  private async change(
    id: string,
    change: AdminChange,
    verb: string,
    patched: (before: ManagedUser) => ManagedUser,
  ): Promise<ManagedUser> {
    try {
      const changed = await this.repository.change(id, teamScopeOf(change.actor), (before) => {
        const after = patched(before);
        const changes = changesBetween(before, after);
        if (Object.keys(changes).length === 0) return undefined;
        return { after, entry: entryOf(change, after, verb, changes) };
      });
      return changed ?? notFound();
    } finally {
      // Also after a failure: a transaction whose end was not heard of may have been committed.
      this.keys.invalidate({ userId: id });
    }
  }
}

function entryOf(
  change: AdminChange,
  { id, teamId }: ManagedUser,
  verb: string,
  changes: ReturnType<typeof changesBetween>,
) {
  return auditRecord(change, { objectType: 'user', verb, id, teamId, changes });
}

/** A team admin neither moves users out of its team nor knows of other teams. */
function assertOwnTeam({ teamId }: UserPatch, actor: AdminActor): void {
  const teamScope = teamScopeOf(actor);
  if (teamScope === undefined || teamId === undefined || teamId === teamScope) return;
  if (teamId !== null) throw noSuchReference('team_id');
  throw new PermissionDeniedError({
    param: 'team_id',
    code: 'outside_own_team',
    message: 'A team admin cannot take a user out of its team.',
  });
}

function assertNoKeys(keys: number): void {
  if (keys === 0) return;
  throw new ConflictError({
    code: 'user_not_empty',
    message: `The user still has ${keys} key${keys > 1 ? 's' : ''}. Give them to another user, or revoke them first.`,
  });
}

function notFound(): never {
  throw new NotFoundError({ code: 'user_not_found', message: 'There is no user with this id.' });
}
