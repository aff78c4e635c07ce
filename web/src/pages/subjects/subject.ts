import type { Key, Team, User } from '../../api/answers.js';

/** What keys, teams and users have in common, with what only some of them have. */
export type Subject = Omit<Team, 'name'> &
  Partial<Pick<Key, 'team_id' | 'user_id' | 'aliases' | 'expires_at'>> &
  Partial<Pick<User, 'email'>> & { name: string | null };
