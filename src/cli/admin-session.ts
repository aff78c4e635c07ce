import type { AdminApiClient } from './admin-api-client.js';
import type { AdminFlags } from './admin-options.js';
import type { SecretSources } from './read-secret.js';
import type { Terminal } from './terminal/terminal.js';

/** What a command has to work with. */
export interface AdminSession {
  readonly client: AdminApiClient;
  readonly terminal: Terminal;
  /** `--json`: print the API's answer as it is. */
  readonly isJson: boolean;
  readonly nowMs: number;
  /** Where secrets come from that do not belong on a command line. */
  readonly secrets: SecretSources;
}

/** Runs a command against the gateway that the flags and the environment name. */
export type RunAdminCommand = (
  flags: AdminFlags,
  command: (session: AdminSession) => Promise<void>,
) => Promise<void>;
