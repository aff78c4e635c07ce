import type { UserPatch } from '../../keys/users-admin.service.js';
import type { UserFilter } from '../../keys/list-filters.js';
import { definedOnly } from '../http/defined-only.js';
import { Email, Id, Name, Optional, OrNull, Text } from '../http/field.decorator.js';
import { SettingsBody, settingsPatchOf } from '../http/settings.dto.js';
import { SortedListQuery } from '../http/sorted-list.dto.js';

/** What is set on a user, new or not. Null resets a field; a user always has a name. */
class UserBody extends SettingsBody {
  @OrNull()
  @Email()
  email?: string | null;

  @OrNull()
  @Id()
  team_id?: string | null;
}

export class CreateUserBody extends UserBody {
  @Name()
  name!: string;
}

export class UpdateUserBody extends UserBody {
  @Optional()
  @Name()
  name?: string;
}

export class UsersQuery extends SortedListQuery {
  @Optional()
  @Id()
  team_id?: string;

  @Optional()
  @Text()
  name?: string;

  @Optional()
  @Text()
  email?: string;
}

/** What a checked body sets on a user. */
export function userPatchOf(body: UpdateUserBody): UserPatch {
  const { name, email, team_id } = body;
  const teamId = team_id?.toLowerCase() ?? team_id;
  return { ...settingsPatchOf(body), ...definedOnly({ name, email, teamId }) };
}

/** The users that a checked query asks for. */
export function userFilterOf({ team_id, name, email }: UsersQuery): UserFilter {
  return definedOnly({ teamId: team_id, name, email });
}
