const MS_A_SECOND = 1000;
const MS_A_TENTH = 100;
const TENTHS_A_SECOND = 10;
const SECONDS_A_MINUTE = 60;

/** `420 ms`, `5.2 s`, `3 min 4 s`; a dash for none. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return '–';
  const wholeMs = Math.round(ms);
  if (wholeMs < MS_A_SECOND) return `${wholeMs} ms`;
  // Rounded first: what would be 60.0 s is a minute.
  const tenths = Math.round(ms / MS_A_TENTH);
  if (tenths < SECONDS_A_MINUTE * TENTHS_A_SECOND) return `${(tenths / TENTHS_A_SECOND).toFixed(1)} s`;
  const seconds = Math.round(ms / MS_A_SECOND);
  return `${Math.floor(seconds / SECONDS_A_MINUTE)} min ${seconds % SECONDS_A_MINUTE} s`;
}
