import type { Command } from 'commander';

import { addAdminOptions, type AdminFlags, EXIT_CODES } from '../admin-options.js';
import type { RunAdminCommand } from '../admin-session.js';
import { resealSecrets } from './run-secret.js';

/** `tollgate secret …`: what the gateway's secret has sealed. */
export function addSecretCommands(program: Command, run: RunAdminCommand): void {
  const secret = program
    .command('secret')
    .description('what a running gateway has sealed with TOLLGATE_SECRET')
    .helpCommand(false)
    .addHelpText('after', `\n${EXIT_CODES}`);
  const reseal = secret
    .command('reseal')
    .description(
      'seal every stored credential with the present TOLLGATE_SECRET; can be done again at any time',
    );
  addAdminOptions(reseal).action((flags: AdminFlags) => run(flags, resealSecrets));
}
