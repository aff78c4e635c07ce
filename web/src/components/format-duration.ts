const MS_A_SECOND = 1000;
const SECONDS_A_MINUTE = 60;

/** `420 ms`, `5.2 s`, `3 min 4 s`; a dash for none. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < MS_A_SECOND) return `${Math.round(ms)} ms`;
  const seconds = ms / MS_A_SECOND;
  if (seconds < SECONDS_A_MINUTE) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / SECONDS_A_MINUTE)} min ${Math.round(seconds % SECONDS_A_MINUTE)} s`;
}
