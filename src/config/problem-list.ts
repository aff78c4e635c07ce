import { ConfigError } from './config-error.js';

/** Collects what is wrong with a configuration, so that all of it is told at once. */
export class ProblemList {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];

  error(message: string): void {
    if (!this.errors.includes(message)) this.errors.push(message);
  }

  warn(message: string): void {
    if (!this.warnings.includes(message)) this.warnings.push(message);
  }

  /** Throws a ConfigError with every error so far, when there is one. */
  throwIfAny(): void {
    if (this.errors.length > 0) throw new ConfigError(this.errors, this.warnings);
  }
}
