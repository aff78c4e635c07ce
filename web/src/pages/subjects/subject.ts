import type { components } from '../../api/schema.js';

export type Key = components['schemas']['KeyAnswer'];
export type Team = components['schemas']['TeamAnswer'];
export type User = components['schemas']['UserAnswer'];

/** What keys, teams and users have in common, with what only some of them have. */
export type Subject = Omit<Team, 'name'> &
  Partial<Pick<Key, 'team_id' | 'user_id' | 'aliases' | 'expires_at'>> &
  Partial<Pick<User, 'email'>> & { name: string | null };
