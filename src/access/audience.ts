/** The roles of those who run the gateway, from the widest to the narrowest. */
export const ADMIN_ROLES = ['owner', 'admin', 'team_admin', 'viewer'] as const;
export type AdminRole = (typeof ADMIN_ROLES)[number];

/**
 * Whom a route is for: 'public' is everybody, 'llm' whoever may call the LLM API, 'metrics' the master key and the
 * gateway's own machine, 'session' whoever is signed in to the console, and a role is whoever runs the gateway in that
 * role.
 */
export type Audience = 'public' | 'llm' | 'metrics' | 'session' | AdminRole;

/** True for those members of an audience that the admin API knows. */
export function isAdminRole(member: Audience): member is AdminRole {
  return (ADMIN_ROLES as readonly string[]).includes(member);
}
