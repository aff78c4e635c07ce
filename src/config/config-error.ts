/** The start cannot go on. Each problem is one line that says where, what was found, what is allowed and the cure. */
export class ConfigError extends Error {
  constructor(
    readonly problems: readonly string[],
    /** What would not have stopped the start, but may explain it, such as a misspelled key. */
    readonly warnings: readonly string[] = [],
  ) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}
