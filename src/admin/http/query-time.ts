const DAY = /^[12]\d{3}-\d\d-\d\d$/;
const INSTANT = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i;
const EPOCH_SECONDS = /^\d{1,10}$/;

/** True for a time of RFC 3339, a day, or whole seconds since 1970. */
export function isTimeText(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (![DAY, INSTANT, EPOCH_SECONDS].some((form) => form.test(value))) return false;
  return !Number.isNaN(timeOfText(value).getTime());
}

/** The time that a text names; a day is its beginning in UTC. */
export function timeOfText(text: string): Date {
  return new Date(EPOCH_SECONDS.test(text) ? Number(text) * 1000 : Date.parse(text));
}
