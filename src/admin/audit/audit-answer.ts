import type { AuditItem } from './audit.repository.js';

/** A change as the admin API shows it. */
export interface AuditAnswer {
  id: string;
  /** 'master', 'open', or the id of an admin key. */
  actor: string;
  actor_role: string;
  action: string;
  object_type: string;
  object_id: string;
  team_id: string | null;
  /** Field → what it was and what it is; never a secret. */
  changes: unknown;
  request_id: string;
  created_at: string;
}

/** An entry as the answer to whoever asked for it. */
export function auditAnswer(entry: AuditItem): AuditAnswer {
  return {
    id: entry.id,
    actor: entry.actor,
    actor_role: entry.actorRole,
    action: entry.action,
    object_type: entry.objectType,
    object_id: entry.objectId,
    team_id: entry.teamId,
    changes: entry.changes,
    request_id: entry.requestId,
    created_at: entry.createdAt.toISOString(),
  };
}
