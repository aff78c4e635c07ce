import type { EnvironmentSources } from './read-environment.js';

/** The command line's flags as they were typed. */
export interface ConfigFlags {
  readonly config?: string;
  readonly port?: string;
  readonly host?: string;
  readonly model?: string;
  readonly logLevel?: string;
}

export interface ConfigSources extends EnvironmentSources {
  readonly flags: ConfigFlags;
}
