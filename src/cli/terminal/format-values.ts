/** Dollars for people: cents, or as many decimals as a small amount needs to be seen. */
export function formatDollars(dollars: number): string {
  if (dollars !== 0 && dollars < 0.01) return `$${dollars.toFixed(9).replace(/0+$/, '')}`;
  return `$${dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** A whole number with its thousands apart. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** A time of the API to the minute; the zone is UTC. */
export function formatTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)}Z`;
}

/** Milliseconds as seconds. */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
