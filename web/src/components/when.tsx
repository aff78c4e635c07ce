const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const LOCAL_DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const LOCAL_TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

interface WhenProps {
  /** As the API writes times; null is none. */
  value: string | null;
  /** The day alone. */
  dayOnly?: boolean;
  /** The time of the day alone. */
  timeOnly?: boolean;
  /** Shown for null. */
  otherwise?: string;
}

/** `2026-11-22 10:00:00 UTC`. */
export function formatUtc(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A time as it is here, with the same in UTC as its title. */
export function When({ value, dayOnly = false, timeOnly = false, otherwise = '–' }: WhenProps) {
  if (value === null) return otherwise;
  const time = new Date(value);
  const format = dayOnly ? LOCAL_DAY : timeOnly ? LOCAL_TIME : LOCAL;
  return (
    <time dateTime={value} title={formatUtc(time)}>
      {format.format(time)}
    </time>
  );
}
