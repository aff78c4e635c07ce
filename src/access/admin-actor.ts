import { InternalError } from '../errors/gateway-error.js';
import type { AdminRole } from './audience.js';

/** Who calls the admin API. */
export interface AdminActor {
  /** 'master', 'open' on a gateway without a master key, or the id of an admin key. */
  readonly id: string;
  readonly role: AdminRole;
  /** The one team of a team_admin. */
  readonly teamId?: string;
  /** When its credential ends; what it gives out ends no later. */
  readonly expiresAtMs?: number;
}

export const MASTER_ACTOR: AdminActor = { id: 'master', role: 'owner' };
export const OPEN_ACTOR: AdminActor = { id: 'open', role: 'owner' };

/** A change to be made: by whom, and in which request. */
export interface AdminChange {
  readonly actor: AdminActor;
  readonly requestId: string;
}

/** The team outside which the actor sees nothing; undefined for those who see everything. */
export function teamScopeOf({ role, teamId }: AdminActor): string | undefined {
  if (role !== 'team_admin') return undefined;
  // Never undefined by accident: that would be everything.
  if (teamId === undefined) throw new InternalError({ message: 'A team admin without a team.' });
  return teamId;
}
