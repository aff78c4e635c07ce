import type { AdminRole } from '../access/audience.js';

/** A credential of the admin API as owners see it; never the key itself. */
export interface ManagedAdminKey {
  id: string;
  preview: string;
  name: string;
  role: AdminRole;
  /** The one team of a team_admin. */
  teamId: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  createdBy: string;
  createdAt: Date;
}
