import type { Command } from 'commander';

import { addAdminOptions, type AdminFlags, EXIT_CODES } from '../admin-options.js';
import type { RunAdminCommand } from '../admin-session.js';
import { showUsage, type UsageFlags } from './run-usage.js';

const EXAMPLES = `
Examples:
  $ tollgate usage --by key --since 7d
  $ tollgate usage --by day,model --since 2026-11-01 --until 2026-11-30 --team research
  $ tollgate usage --by hour --since 12h
  $ tollgate usage --records --key ci --limit 20
  $ tollgate usage --by key --json | jq '.totals.cost_usd'

Sums are of whole UTC days, without --since of the last 30; by hour of whole hours, without --since of the last 24.
FAILED counts attempts and refusals, FROM CACHE is the part of all input, and what is notional was paid for by the
callers' own plans.
${EXIT_CODES}`;

/** `tollgate usage`: what was used and what it cost, from a running gateway's admin API. */
export function addUsageCommand(program: Command, run: RunAdminCommand): void {
  const usage = program
    .command('usage')
    .description('what was used and what it cost')
    .option(
      '--by <groups>',
      'key, team, user, model, provider, day or hour; joined by commas (default: model)',
    )
    .option('--since <when>', 'a time ago, such as 7d, or a date')
    .option('--until <when>', 'the same; a date is included')
    .option('--team <name-or-id>', 'only that of a team')
    .option('--user <name-or-id>', 'only that of a user')
    .option('--key <id-name-or-preview>', 'only that of a key')
    .option('--model <name>', 'only that of a model')
    .option('--records', 'every attempt, the newest first')
    .option('--limit <count>', 'at most so many rows')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false);
  addAdminOptions(usage).action((flags: UsageFlags & AdminFlags) =>
    run(flags, (session) => showUsage(session, flags)),
  );
}
