import type { TeamPatch } from '../../keys/teams-admin.service.js';
import { definedOnly } from '../http/defined-only.js';
import { Name, Optional, Text } from '../http/field.decorator.js';
import { SettingsBody, settingsPatchOf } from '../http/settings.dto.js';
import { SortedListQuery } from '../http/sorted-list.dto.js';

export class CreateTeamBody extends SettingsBody {
  @Name()
  name!: string;
}

/** Null resets a field; a team always has a name. */
export class UpdateTeamBody extends SettingsBody {
  @Optional()
  @Name()
  name?: string;
}

export class TeamsQuery extends SortedListQuery {
  @Optional()
  @Text()
  name?: string;
}

/** What a checked body sets on a team. */
export function teamPatchOf(body: UpdateTeamBody): TeamPatch {
  return { ...settingsPatchOf(body), ...definedOnly({ name: body.name }) };
}

/** The teams that a checked query asks for. */
export function teamFilterOf({ name }: TeamsQuery): { name?: string } {
  return definedOnly({ name });
}
