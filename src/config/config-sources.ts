import type { EnvironmentSources } from './read-environment.js';

/** The command line's flags as they were typed. */
export interface ConfigFlags {
  readonly config?: string;
  readonly port?: string;
  readonly host?: string;
  readonly model?: string;
  readonly logLevel?: string;
  readonly workers?: string;
  /** LiteLLM's name of `workers`, spelled as on its command line. */
  readonly num_workers?: string;
}

export interface ConfigSources extends EnvironmentSources {
  readonly flags: ConfigFlags;
}
