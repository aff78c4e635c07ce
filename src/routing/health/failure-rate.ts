import { RollingCount } from '../candidates/rolling-count.js';

/** A deployment that fails less often than this is worth its failures, which are tried elsewhere. */
const LEAST_SHARE = 0.2;

/** How many of a deployment's attempts have failed lately. Times are those of a steady clock. */
export class FailureRate {
  private readonly successes: RollingCount;
  private readonly failures: RollingCount;

  constructor(windowMs: number) {
    this.successes = new RollingCount(windowMs);
    this.failures = new RollingCount(windowMs);
  }

  succeeded(nowMs: number): void {
    this.successes.add(1, nowMs);
  }

  failed(nowMs: number): void {
    this.failures.add(1, nowMs);
  }

  /** Whether more have failed than are allowed, and no small part of all. */
  isTooHigh(allowedFails: number, nowMs: number): boolean {
    const failures = this.failures.at(nowMs);
    return failures > allowedFails && failures >= LEAST_SHARE * (failures + this.successes.at(nowMs));
  }

  clear(): void {
    this.successes.clear();
    this.failures.clear();
  }
}
