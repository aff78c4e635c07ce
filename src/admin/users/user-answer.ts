import type { ManagedUser } from '../../keys/managed-user.js';
import { type SettingsAnswer, settingsAnswer, type SpendFigure } from '../http/settings-answer.js';

/** A user as the admin API shows it. */
export interface UserAnswer extends SettingsAnswer {
  id: string;
  name: string;
  email: string | null;
  team_id: string | null;
  team_name: string | null;
  is_blocked: boolean;
  created_at: string;
  updated_at: string;
}

/** A user as the answer to whoever asked for it. */
export function userAnswer(user: ManagedUser, spend: SpendFigure): UserAnswer {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    team_id: user.teamId,
    team_name: user.teamName,
    ...settingsAnswer(user, spend),
    is_blocked: user.isBlocked,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
