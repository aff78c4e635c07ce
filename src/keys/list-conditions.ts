import type { KeyFilter, UserFilter } from './list-filters.js';
import {
  holds,
  indexedOf,
  type ListCondition,
  type ListTable,
  type UseParameter,
} from './list-statements.js';
import type { KeyStatus } from './managed-key.js';

export const KEYS: ListTable = {
  name: 'virtual_keys',
  nameOrder: "lower(coalesce(t.name, ''))",
  searched: "lower(coalesce(t.name, '') || ' ' || t.preview)",
};
export const TEAMS: ListTable = {
  name: 'teams',
  nameOrder: 'lower(t.name)',
  searched: 'lower(t.name)',
};
export const USERS: ListTable = {
  name: 'users',
  nameOrder: 'lower(t.name)',
  searched: "lower(t.name || ' ' || coalesce(t.email, ''))",
};

/** From how many letters on a key is found by its user's name, and by how many users at most. */
const SHORTEST_OF_USERS = 3;
const MOST_USERS = 1_000;

const STATUS_CONDITIONS: Readonly<Record<KeyStatus, string>> = {
  revoked: 't.revoked_at IS NOT NULL',
  blocked: 't.revoked_at IS NULL AND t.is_blocked',
  expired: 't.revoked_at IS NULL AND NOT t.is_blocked AND t.expires_at <= now()',
  active: 't.revoked_at IS NULL AND NOT t.is_blocked AND (t.expires_at IS NULL OR t.expires_at > now())',
};

interface Wanted<Filter> {
  filter: Filter;
  search: string | undefined;
  /** Outside of this team nothing is seen. */
  teamScope: string | undefined;
}

/** Which keys are wanted; the name of a key's user finds the key too. */
export function keyConditions({ filter, search, teamScope }: Wanted<KeyFilter>) {
  const { teamId, userId, name, status } = filter;
  return (use: UseParameter): ListCondition[] => [
    ...[teamId, teamScope].flatMap((id) => (id === undefined ? [] : ofTeam(use(id, 'uuid')))),
    ...(userId === undefined ? [] : [{ sql: `t.user_id = ${use(userId, 'uuid')}` }]),
    ...(name === undefined ? [] : [beginsWith(KEYS, name, use)]),
    ...(status === undefined ? [] : [{ sql: STATUS_CONDITIONS[status] }]),
    ...(search === undefined ? [] : [foundBy(search, use)]),
  ];
}

export function teamConditions({ filter, search, teamScope }: Wanted<{ name?: string }>) {
  return (use: UseParameter): ListCondition[] => [
    ...(teamScope === undefined ? [] : [{ sql: `t.id = ${use(teamScope, 'uuid')}` }]),
    ...(filter.name === undefined ? [] : [beginsWith(TEAMS, filter.name, use)]),
    ...(search === undefined ? [] : [holds(TEAMS.searched, search, use)]),
  ];
}

export function userConditions({ filter, search, teamScope }: Wanted<UserFilter>) {
  const { teamId, name, email } = filter;
  return (use: UseParameter): ListCondition[] => [
    ...[teamId, teamScope].flatMap((id) =>
      id === undefined ? [] : [{ sql: `t.team_id = ${use(id, 'uuid')}` }],
    ),
    ...(email === undefined ? [] : [{ sql: `t.email = ${use(email, 'text')}` }]),
    ...(name === undefined ? [] : [beginsWith(USERS, name, use)]),
    ...(search === undefined ? [] : [holds(USERS.searched, search, use)]),
  ];
}

/** Keys of a team: by themselves, or through their user. */
function ofTeam(teamId: string): ListCondition {
  const users = `SELECT w.id FROM users w WHERE w.team_id = ${teamId}`;
  return {
    sql: `t.team_id = ${teamId} OR (t.team_id IS NULL AND t.user_id IN (${users}))`,
    candidates: `t.team_id = ${teamId} OR t.user_id = ANY(ARRAY(${users}))`,
  };
}

/** By its own text or by its user's; a few letters are in too many of the latter. */
function foundBy(search: string, use: UseParameter): ListCondition {
  const own = holds(KEYS.searched, search, use);
  if (search.length < SHORTEST_OF_USERS) return own;
  const ofUser = indexedOf(holds(USERS.searched.replaceAll('t.', 'w.'), search, use));
  const users = `SELECT w.id FROM users w WHERE ${ofUser} LIMIT ${MOST_USERS}`;
  return {
    sql: `${own.sql} OR t.user_id IN (${users})`,
    candidates: `${own.candidates} OR t.user_id = ANY(ARRAY(${users}))`,
  };
}

/** In small or capital letters. What begins with a text holds it. */
function beginsWith({ nameOrder, searched }: ListTable, prefix: string, use: UseParameter): ListCondition {
  const { candidates } = holds(searched, prefix, use);
  return { sql: `starts_with(${nameOrder}, lower(${use(prefix, 'text')}))`, candidates };
}
