/** The roles of those who run the gateway, from the widest to the narrowest. */
export type AdminRole = 'owner' | 'admin' | 'team_admin' | 'viewer';

const EVERYBODY: readonly AdminRole[] = ['owner', 'admin', 'team_admin', 'viewer'];

/** Who is shown what. The API itself decides what is allowed; this only keeps people from what it would refuse. */
const ROLES_OF_ACTIONS = {
  'usage.read': EVERYBODY,
  'keys.read': EVERYBODY,
  'keys.write': ['owner', 'admin', 'team_admin'],
  'teams.read': EVERYBODY,
  'teams.write': ['owner', 'admin'],
  'users.read': EVERYBODY,
  'users.write': ['owner', 'admin', 'team_admin'],
  'models.read': EVERYBODY,
  'models.write': ['owner', 'admin'],
  'playground.use': ['owner', 'admin', 'team_admin'],
  'master_key.spend': ['owner'],
  'audit.read': EVERYBODY,
  'settings.read': ['owner', 'admin', 'viewer'],
  'admin_keys.manage': ['owner'],
} satisfies Record<string, readonly AdminRole[]>;

export type Action = keyof typeof ROLES_OF_ACTIONS;

/** Whether someone of a role is shown an action. */
export function can(role: AdminRole, action: Action): boolean {
  const roles: readonly AdminRole[] = ROLES_OF_ACTIONS[action];
  return roles.includes(role);
}
