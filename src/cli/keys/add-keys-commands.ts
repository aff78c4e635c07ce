import type { Command } from 'commander';

import { addAdminOptions, type AdminFlags, collect, EXIT_CODES } from '../admin-options.js';
import type { RunAdminCommand } from '../admin-session.js';
import {
  type CreateFlags,
  createKey,
  listKeys,
  type ListFlags,
  revokeKey,
  rotateKey,
  setBlocked,
  showKey,
} from './run-keys.js';

const EXAMPLES = `
Examples:
  $ tollgate keys create --name ci --models 'claude-*' --budget 50/30d
  $ tollgate keys create --name ana --team research --budget 100/1mo --budget 10/1d --rpm 60 --expires 90d
  $ KEY=$(tollgate keys create --name nightly)      the key alone, for a script
  $ tollgate keys list --status active
  $ tollgate keys rotate ci --grace 1h
  $ tollgate keys revoke ci

${EXIT_CODES}`;

/** `tollgate keys …`: virtual keys, through a running gateway's admin API. */
export function addKeysCommands(program: Command, run: RunAdminCommand): void {
  const keys = program
    .command('keys')
    .description('virtual keys of a running gateway')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
  addCreate(keys, run);
  addList(keys, run);
  addShow(keys, run);
  addChanges(keys, run);
}

function addCreate(keys: Command, run: RunAdminCommand): void {
  const create = keys
    .command('create')
    .description('make a key; it is printed once')
    .option('-n, --name <name>', 'what people call it')
    .option(
      '--models <names>',
      'models that it may use, joined by commas; wildcards work (default: all)',
      collect,
    )
    .option(
      '--budget <dollars/duration>',
      'most it may spend: 50/30d, 5/1d, 100/1mo; more than one hold together',
      collect,
    )
    .option('--soft-budget <dollars>', 'spend above which answers carry a warning')
    .option('--rpm <count>', 'requests a minute')
    .option('--tpm <count>', 'tokens a minute')
    .option('--parallel <count>', 'requests at once')
    .option('--expires <when>', 'a time from now, such as 90d, or a date')
    .option('--team <name-or-id>', 'the team that it belongs to')
    .option('--user <name-or-id>', 'the user that it belongs to')
    .option('--alias <name=model>', 'a name of its own for a model; more than one may be given', collect)
    .option('--metadata <name=value>', 'a note on it; more than one may be given', collect);
  addAdminOptions(create).action((flags: CreateFlags & AdminFlags) =>
    run(flags, (session) => createKey(session, flags)),
  );
}

function addList(keys: Command, run: RunAdminCommand): void {
  const list = keys
    .command('list')
    .description('keys, the newest first')
    .option('--team <name-or-id>', 'only those of a team')
    .option('--user <name-or-id>', 'only those of a user')
    .option('--status <status>', 'active, blocked, expired or revoked')
    .option('--name <beginning>', 'only those whose names begin so')
    .option('--limit <count>', 'at most so many (default: 50)')
    .option('--all', 'every one');
  addAdminOptions(list).action((flags: ListFlags & AdminFlags) =>
    run(flags, (session) => listKeys(session, flags)),
  );
}

function addShow(keys: Command, run: RunAdminCommand): void {
  const show = keys
    .command('show <key>')
    .description('everything about a key, by its id, name or preview (sk-…abcd)');
  addAdminOptions(show).action((reference: string, flags: AdminFlags) =>
    run(flags, (session) => showKey(session, reference)),
  );
}

function addChanges(keys: Command, run: RunAdminCommand): void {
  for (const isBlocked of [true, false]) {
    const command = keys
      .command(isBlocked ? 'block <key>' : 'unblock <key>')
      .description(isBlocked ? 'refuse a key until it is unblocked' : 'let a blocked key in again');
    addAdminOptions(command).action((reference: string, flags: AdminFlags) =>
      run(flags, (session) => setBlocked(session, reference, isBlocked)),
    );
  }
  const rotate = keys
    .command('rotate <key>')
    .description('give a key a new secret; it is printed once')
    .option('--grace <duration>', 'for how long the old secret works too, such as 1h (default: not at all)');
  addAdminOptions(rotate).action((reference: string, flags: { grace?: string } & AdminFlags) =>
    run(flags, (session) => rotateKey(session, reference, flags)),
  );
  const revoke = keys
    .command('revoke <key>')
    .description('take a key back for ever')
    .option('-y, --yes', 'do not ask');
  addAdminOptions(revoke).action((reference: string, flags: { yes?: boolean } & AdminFlags) =>
    run(flags, (session) => revokeKey(session, reference, flags)),
  );
}
