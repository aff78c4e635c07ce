import type { SubjectSettings } from './subject-settings.js';

/** A team as those who manage teams see it. */
export interface ManagedTeam extends SubjectSettings {
  id: string;
  name: string;
  isBlocked: boolean;
  createdAt: Date;
  updatedAt: Date;
}
