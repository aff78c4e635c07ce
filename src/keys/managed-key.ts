import type { SubjectSettings } from './subject-settings.js';

/** A virtual key as those who manage keys see it; never the key itself. */
export interface ManagedKey extends SubjectSettings {
  id: string;
  preview: string;
  name: string | null;
  userId: string | null;
  teamId: string | null;
  /** The team of its user, which is its own when it has none itself. */
  userTeamId: string | null;
  userName: string | null;
  teamName: string | null;
  aliases: Record<string, string>;
  expiresAt: Date | null;
  isBlocked: boolean;
  revokedAt: Date | null;
  /** After a rotation: until when the secret before it works. */
  previousExpiresAt: Date | null;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

export const KEY_STATUSES = ['active', 'blocked', 'expired', 'revoked'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** The strongest reason why a key does not work, or 'active'. */
export function statusOf({ revokedAt, isBlocked, expiresAt }: ManagedKey, nowMs: number): KeyStatus {
  if (revokedAt !== null) return 'revoked';
  if (isBlocked) return 'blocked';
  return expiresAt !== null && expiresAt.getTime() <= nowMs ? 'expired' : 'active';
}
