/** @typedef {{ name: string, result: string, seconds: number }} Step */

/** What was done, in order, with what was found and how long it took. */
export class StepTable {
  /** @type {Step[]} */
  #steps = [];

  /**
   * Runs a step; the text that it returns goes into the table.
   *
   * @template T
   * @param {string} name
   * @param {() => Promise<T> | T} run
   * @returns {Promise<T>}
   */
  async run(name, run) {
    const startedAt = performance.now();
    const note = (/** @type {string} */ result) =>
      this.#note({ name, result, seconds: (performance.now() - startedAt) / 1000 });
    try {
      const value = await run();
      note(typeof value === 'string' && value !== '' ? `ok: ${value}` : 'ok');
      return value;
    } catch (error) {
      note('FAILED');
      throw error;
    }
  }

  /** @param {string} name @param {string} reason */
  skip(name, reason) {
    this.#note({ name, result: `not run: ${reason}`, seconds: 0 });
  }

  toString() {
    const width = Math.max(...this.#steps.map(({ name }) => name.length));
    return this.#steps
      .map(
        ({ name, result, seconds }) =>
          `${seconds.toFixed(1).padStart(6)} s  ${name.padEnd(width)}  ${result}`,
      )
      .join('\n');
  }

  /** @param {Step} step */
  #note(step) {
    this.#steps.push(step);
    console.log(`${step.result.startsWith('ok') ? 'ok  ' : '    '} ${step.name}: ${step.result}`);
  }
}
