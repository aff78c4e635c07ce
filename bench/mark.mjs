/**
 * Every piece of text that the mock upstream sends begins with one mark: this character and the time in
 * microseconds at which it was written. The character occurs nowhere else in an answer, so a client can count
 * pieces in any wire format by looking for one byte.
 */
export const MARK = '^';
export const MARK_BYTE = MARK.charCodeAt(0);
export const STAMP_DIGITS = 15;

/** A mark without a time, for bytes that are prepared before they are sent. */
export const UNTIMED_STAMP = '0'.repeat(STAMP_DIGITS);

/**
 * The system's monotonic clock in microseconds: the same in every process of this machine.
 * @returns {number}
 */
export function monotonicMicros() {
  return Number(process.hrtime.bigint() / 1000n);
}

/**
 * The present time as it stands behind a mark.
 * @returns {string}
 */
export function presentStamp() {
  return String(monotonicMicros()).padStart(STAMP_DIGITS, '0');
}
