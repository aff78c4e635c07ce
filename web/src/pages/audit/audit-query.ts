import type { AuditFilterValues } from './audit-filters.js';

const MS_A_DAY = 86_400_000;

/** What the API takes for filters in which both days are included. */
export function auditQueryOf({ to, object_type, ...others }: AuditFilterValues) {
  return {
    ...others,
    ...(to === undefined ? {} : { to: dayAfter(to) }),
    ...(object_type === undefined ? {} : { object_type: object_type as 'key' }),
  };
}

/** What is no day stays as it is: the API says what is wrong with it. */
function dayAfter(day: string): string {
  const time = Date.parse(day);
  return Number.isNaN(time) ? day : new Date(time + MS_A_DAY).toISOString().slice(0, 10);
}
