import type { AdminRole } from '../../access/audience.js';
import type { AdminSession } from '../../keys/admin-session.js';

/** Who is signed in, as the console is told. */
export interface SessionAnswer {
  id: string;
  /** 'master', 'open', or the id of an admin key. */
  actor: string;
  role: AdminRole;
  name: string;
  team_id: string | null;
  team_name: string | null;
  is_open: boolean;
  /** For the header `x-tollgate-csrf-token`. */
  csrf_token: string;
  created_at: string;
  expires_at: string;
}

/** A session as the answer to its own browser. */
export function sessionAnswer(session: AdminSession): SessionAnswer {
  const { id, actor, name, teamName, csrfToken, createdAt, expiresAt } = session;
  return {
    id,
    actor: actor.id,
    role: actor.role,
    name,
    team_id: actor.teamId ?? null,
    team_name: teamName,
    is_open: actor.id === 'open',
    csrf_token: csrfToken,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}
