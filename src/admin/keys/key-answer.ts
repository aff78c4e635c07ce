import { type KeyStatus, type ManagedKey, statusOf } from '../../keys/managed-key.js';
import {
  type SettingsAnswer,
  settingsAnswer,
  type SpendFigure,
  timeOrNull,
} from '../http/settings-answer.js';

/** A virtual key as the admin API shows it. */
export interface KeyAnswer extends SettingsAnswer {
  id: string;
  /** The key itself: shown once, when it is made. */
  key?: string;
  key_preview: string;
  name: string | null;
  user_id: string | null;
  user_name: string | null;
  team_id: string | null;
  team_name: string | null;
  aliases: Record<string, string>;
  status: KeyStatus;
  expires_at: string | null;
  is_blocked: boolean;
  revoked_at: string | null;
  /** After a rotation: until when the key before it works. */
  previous_key_expires_at: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
}

/** A key as the answer to whoever asked for it. */
export function keyAnswer(key: ManagedKey, spend: SpendFigure, secret?: string): KeyAnswer {
  return {
    id: key.id,
    ...(secret === undefined ? {} : { key: secret }),
    key_preview: key.preview,
    name: key.name,
    user_id: key.userId,
    user_name: key.userName,
    team_id: key.teamId,
    team_name: key.teamName,
    ...settingsAnswer(key, spend),
    aliases: key.aliases,
    status: statusOf(key, Date.now()),
    expires_at: timeOrNull(key.expiresAt),
    is_blocked: key.isBlocked,
    revoked_at: timeOrNull(key.revokedAt),
    previous_key_expires_at: timeOrNull(key.previousExpiresAt),
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    updated_at: key.updatedAt.toISOString(),
  };
}
