/** Those that settings, budgets and limits can be given to. */
export type Kind = 'key' | 'team' | 'user';

interface KindWords {
  /** Several of them. */
  plural: 'keys' | 'teams' | 'users';
  title: string;
  /** Where its pages are, and under what its answers are kept. */
  path: `/${string}`;
  listKey: string;
  /** The filter of usage and of lists that narrows them to one. */
  filter: 'key_id' | 'team_id' | 'user_id';
}

export const KINDS: Readonly<Record<Kind, KindWords>> = {
  key: { plural: 'keys', title: 'Keys', path: '/keys', listKey: 'keys', filter: 'key_id' },
  team: { plural: 'teams', title: 'Teams', path: '/teams', listKey: 'teams', filter: 'team_id' },
  user: { plural: 'users', title: 'Users', path: '/users', listKey: 'users', filter: 'user_id' },
};
