import type { Command } from 'commander';

/** The flags of every command that talks to a gateway. */
export interface AdminFlags {
  readonly url?: string;
  readonly adminKey?: string;
  readonly json?: boolean;
}

/** What the exit code of a command says, for the help. */
export const EXIT_CODES = `Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no gateway reached, 4 credential refused, 5 not found.`;

/** The options of every command that talks to a running gateway. */
export function addAdminOptions(command: Command): Command {
  return command
    .option('--json', 'print the API’s answer')
    .option('--url <address>', 'the gateway (default: TOLLGATE_URL, or http://127.0.0.1:4000)')
    .option('--admin-key <key>', 'an admin key (default: TOLLGATE_ADMIN_KEY, or TOLLGATE_MASTER_KEY)');
}

/** For options that may be given more than once. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
