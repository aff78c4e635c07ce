import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { type AdminActor, type AdminChange, teamScopeOf } from '../access/admin-actor.js';
import { auditRecord, changesBetween, changesFromNothing } from '../access/audit-entry.js';
import { ConflictError, NotFoundError } from '../errors/gateway-error.js';
import { KeysService } from './keys.service.js';
import type { ListPage, ListRequest } from './list-request.js';
import type { ManagedTeam } from './managed-team.js';
import { applyPatch, type SettingsPatch, UNLIMITED } from './subject-settings.js';
import { type TeamMembers, TeamsRepository } from './teams.repository.js';

/** What can be set on a team; what is absent stays. */
export type TeamPatch = SettingsPatch & Partial<Pick<ManagedTeam, 'name'>>;

/** Makes, changes and deletes teams. A change holds for their keys when its promise resolves. */
@Injectable()
export class TeamsAdminService {
  constructor(
    private readonly repository: TeamsRepository,
    private readonly keys: KeysService,
  ) {}

  list(filter: { name?: string }, request: ListRequest, actor: AdminActor): Promise<ListPage<ManagedTeam>> {
    return this.repository.page(filter, request, teamScopeOf(actor));
  }

  /** @throws NotFoundError also for teams that the actor may not see. */
  async find(id: string, actor: AdminActor): Promise<ManagedTeam> {
    return (await this.repository.find(id, teamScopeOf(actor))) ?? notFound();
  }

  create(patch: TeamPatch & { name: string }, change: AdminChange): Promise<ManagedTeam> {
    const now = new Date();
    const { name } = patch;
    const blank = { id: randomUUID(), name, ...UNLIMITED, isBlocked: false, createdAt: now, updatedAt: now };
    const team: ManagedTeam = applyPatch(blank, patch);
    return this.repository.insert(team, entryOf(change, team, 'create', changesFromNothing(team)));
  }

  update(id: string, patch: TeamPatch, change: AdminChange): Promise<ManagedTeam> {
    return this.change(id, change, 'update', (before) => applyPatch(before, patch));
  }

  setBlocked(id: string, isBlocked: boolean, change: AdminChange): Promise<ManagedTeam> {
    return this.change(id, change, isBlocked ? 'block' : 'unblock', (before) => ({ ...before, isBlocked }));
  }

  /** @throws ConflictError while keys, users or admin keys are in the team. */
  async delete(id: string, change: AdminChange): Promise<ManagedTeam> {
    try {
      const deleted = await this.repository.delete(id, (team, members) => {
        assertEmpty(members);
        return entryOf(change, team, 'delete', changesBetween(team, { name: null }));
      });
      return deleted ?? notFound();
    } finally {
      this.keys.invalidate({ teamId: id });
    }
  }

  private async change(
    id: string,
    change: AdminChange,
    verb: string,
    patched: (before: ManagedTeam) => ManagedTeam,
  ): Promise<ManagedTeam> {
    try {
      const changed = await this.repository.change(id, (before) => {
        const after = patched(before);
        const changes = changesBetween(before, after);
        if (Object.keys(changes).length === 0) return undefined;
        return { after, entry: entryOf(change, after, verb, changes) };
      });
      return changed ?? notFound();
    } finally {
      // Also after a failure: a transaction whose end was not heard of may have been committed.
      this.keys.invalidate({ teamId: id });
    }
  }
}

function entryOf(
  change: AdminChange,
  { id }: ManagedTeam,
  verb: string,
  changes: ReturnType<typeof changesBetween>,
) {
  return auditRecord(change, { objectType: 'team', verb, id, teamId: id, changes });
}

function assertEmpty({ keys, users, adminKeys }: TeamMembers): void {
  const left = [
    [keys, 'key'],
    [users, 'user'],
    [adminKeys, 'admin key'],
  ] as const;
  const counts = left
    .filter(([count]) => count > 0)
    .map(([count, noun]) => `${count} ${noun}${count > 1 ? 's' : ''}`);
  if (counts.length === 0) return;
  throw new ConflictError({
    code: 'team_not_empty',
    message: `The team still has ${counts.join(', ')}. Move or revoke them first.`,
  });
}

function notFound(): never {
  throw new NotFoundError({ code: 'team_not_found', message: 'There is no team with this id.' });
}
