import { ADMIN_ROLES, type AdminRole } from '../../access/audience.js';
import { InvalidRequestError } from '../../errors/gateway-error.js';
import type { NewAdminKey } from '../../keys/admin-keys.service.js';
import { expiryOf } from '../http/expiry.js';
import { Duration, Id, Name, OneOf, OrNull, Time } from '../http/field.decorator.js';

export class AdminKeyBody {
  @Name()
  name!: string;

  @OneOf(...ADMIN_ROLES)
  role!: AdminRole;

  /** The one team of a team_admin. */
  @OrNull()
  @Id()
  team_id?: string | null;

  @OrNull()
  @Time()
  expires_at?: string | null;

  /** From now on; instead of `expires_at`. */
  @OrNull()
  @Duration()
  duration?: string | null;
}

/**
 * The admin key that a checked body asks for.
 *
 * @throws InvalidRequestError when a team_admin has no team, or another role has one.
 */
export function newAdminKeyOf(body: AdminKeyBody): NewAdminKey {
  const { name, role } = body;
  const teamId = body.team_id?.toLowerCase() ?? null;
  if ((role === 'team_admin') !== (teamId !== null)) {
    throw new InvalidRequestError({
      param: 'team_id',
      message: 'A team_admin needs a "team_id", and the other roles have none.',
    });
  }
  return { name, role, teamId, expiresAt: expiryOf(body, new Date()) ?? null };
}
