import type { AuditFilterValues } from './audit-filters.js';

const MS_A_DAY = 86_400_000;

/** What the API takes for filters in which both days are included. */
export function auditQueryOf({ to, object_type, ...others }: AuditFilterValues) {
  return {
    ...others,
    ...(to === undefined ? {} : { to: new Date(Date.parse(to) + MS_A_DAY).toISOString().slice(0, 10) }),
    ...(object_type === undefined ? {} : { object_type: object_type as 'key' }),
  };
}
