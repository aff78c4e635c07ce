import { definedOnly } from '../http/defined-only.js';
import { OneOf, Optional, Rule, Text } from '../http/field.decorator.js';
import { PageQuery } from '../http/page.dto.js';
import { isTimeText, timeOfText } from '../http/query-time.js';
import type { AuditFilter } from './audit.repository.js';

export class AuditQuery extends PageQuery {
  @Optional()
  @Text()
  actor?: string;

  @Optional()
  @Text()
  action?: string;

  @Optional()
  @OneOf('key', 'team', 'user', 'admin_key', 'model', 'session')
  object_type?: string;

  @Optional()
  @Text()
  object_id?: string;

  @Optional()
  @Rule('time', isTimeText, 'must be a time such as "2027-01-31T12:00:00Z", a day, or seconds since 1970')
  from?: string;

  @Optional()
  @Rule('time', isTimeText, 'must be a time such as "2027-01-31T12:00:00Z", a day, or seconds since 1970')
  to?: string;
}

/** The entries that a checked query asks for. */
export function auditFilterOf({ actor, action, object_type, object_id, from, to }: AuditQuery): AuditFilter {
  const times = { from: from && timeOfText(from), to: to && timeOfText(to) };
  return definedOnly({
    actor,
    action,
    objectType: object_type,
    objectId: object_id,
    ...times,
  }) as AuditFilter;
}
