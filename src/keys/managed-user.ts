import type { SubjectSettings } from './subject-settings.js';

/** A user as those who manage users see it. */
export interface ManagedUser extends SubjectSettings {
  id: string;
  name: string;
  email: string | null;
  teamId: string | null;
  /** The name of its team. */
  teamName: string | null;
  isBlocked: boolean;
  createdAt: Date;
  updatedAt: Date;
}
