import type { KeyPatch } from '../../keys/keys-admin.service.js';
import type { KeyFilter } from '../../keys/list-filters.js';
import { KEY_STATUSES, type KeyStatus } from '../../keys/managed-key.js';
import { definedOnly } from '../http/defined-only.js';
import { expiryOf } from '../http/expiry.js';
import { Aliases, Duration, Id, Name, OneOf, Optional, OrNull, Text, Time } from '../http/field.decorator.js';
import { orEmpty, SettingsBody, settingsPatchOf } from '../http/settings.dto.js';
import { SortedListQuery } from '../http/sorted-list.dto.js';

/** What is set on a key, new or not. Null resets a field. */
export class KeyBody extends SettingsBody {
  @OrNull()
  @Name()
  name?: string | null;

  @OrNull()
  @Id()
  user_id?: string | null;

  @OrNull()
  @Id()
  team_id?: string | null;

  @OrNull()
  @Aliases()
  aliases?: Record<string, string> | null;

  @OrNull()
  @Time()
  expires_at?: string | null;

  /** From now on; instead of `expires_at`. */
  @OrNull()
  @Duration()
  duration?: string | null;
}

export class RotateBody {
  /** For how long the secret before it works beside the new one. */
  @OrNull()
  @Duration()
  grace_period?: string | null;
}

export class KeysQuery extends SortedListQuery {
  @Optional()
  @Id()
  team_id?: string;

  @Optional()
  @Id()
  user_id?: string;

  @Optional()
  @Text()
  name?: string;

  @Optional()
  @OneOf(...KEY_STATUSES)
  status?: KeyStatus;
}

/** What a checked body sets on a key. */
export function keyPatchOf(body: KeyBody): KeyPatch {
  return {
    ...settingsPatchOf(body),
    ...definedOnly({
      name: body.name,
      userId: body.user_id?.toLowerCase() ?? body.user_id,
      teamId: body.team_id?.toLowerCase() ?? body.team_id,
      aliases: orEmpty(body.aliases, {}),
      expiresAt: expiryOf(body, new Date()),
    }),
  };
}

/** The keys that a checked query asks for. */
export function keyFilterOf({ team_id, user_id, name, status }: KeysQuery): KeyFilter {
  return definedOnly({ teamId: team_id, userId: user_id, name, status });
}
