import type { AdminRole } from '../../access/audience.js';
import type { ManagedAdminKey } from '../../keys/managed-admin-key.js';
import { timeOrNull } from '../http/settings-answer.js';

/** A credential of the admin API as that shows it. */
export interface AdminKeyAnswer {
  id: string;
  /** The key itself: shown once, when it is made. */
  key?: string;
  key_preview: string;
  name: string;
  role: AdminRole;
  team_id: string | null;
  expires_at: string | null;
  revoked_at: string | null;
  created_by: string;
  created_at: string;
}

/** An admin key as the answer to whoever asked for it. */
export function adminKeyAnswer(adminKey: ManagedAdminKey, secret?: string): AdminKeyAnswer {
  return {
    id: adminKey.id,
    ...(secret === undefined ? {} : { key: secret }),
    key_preview: adminKey.preview,
    name: adminKey.name,
    role: adminKey.role,
    team_id: adminKey.teamId,
    expires_at: timeOrNull(adminKey.expiresAt),
    revoked_at: timeOrNull(adminKey.revokedAt),
    created_by: adminKey.createdBy,
    created_at: adminKey.createdAt.toISOString(),
  };
}
