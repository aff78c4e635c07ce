import { writeFileSync } from 'node:fs';

/**
 * @typedef {object} AggregatedResult
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites files that could not run at all
 */

/** Leaves the counts of a run in the file that SUMMARY_FILE names. */
export default class SummaryReporter {
  /**
   * @param {unknown} _contexts
   * @param {AggregatedResult} result
   */
  onRunComplete(_contexts, result) {
    const passed = result.numPassedTests;
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    const skipped = result.numPendingTests + result.numTodoTests;
    writeFileSync(
      String(process.env.SUMMARY_FILE),
      `${passed} passed, ${failed} failed, ${skipped} skipped\n`,
    );
  }
}
