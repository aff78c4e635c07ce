/**
 * Middle value of a list, or null when nothing in it is a finite number.
 * @param {readonly (number | null)[]} values
 * @returns {number | null}
 */
export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((left, right) => left - right);
  if (sorted.length === 0) return null;
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/**
 * The value below which the given share (0 to 1) of a list lies, or null for an empty list.
 * @param {readonly number[]} values
 * @param {number} share
 * @returns {number | null}
 */
export function quantile(values, share) {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/**
 * Distance between the largest and the smallest value as a share of the median: how far rounds disagree. Null for
 * fewer than two of them.
 * @param {readonly number[]} values
 * @returns {number | null}
 */
export function spread(values) {
  const middle = values.length > 1 ? median(values) : null;
  return middle ? (Math.max(...values) - Math.min(...values)) / middle : null;
}
