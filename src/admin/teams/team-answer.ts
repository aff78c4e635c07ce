import type { ManagedTeam } from '../../keys/managed-team.js';
import { type SettingsAnswer, settingsAnswer, type SpendFigure } from '../http/settings-answer.js';

/** A team as the admin API shows it. */
export interface TeamAnswer extends SettingsAnswer {
  id: string;
  name: string;
  is_blocked: boolean;
  created_at: string;
  updated_at: string;
}

/** A team as the answer to whoever asked for it. */
export function teamAnswer(team: ManagedTeam, spend: SpendFigure): TeamAnswer {
  return {
    id: team.id,
    name: team.name,
    ...settingsAnswer(team, spend),
    is_blocked: team.isBlocked,
    created_at: team.createdAt.toISOString(),
    updated_at: team.updatedAt.toISOString(),
  };
}
