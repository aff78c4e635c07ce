import type { Command } from 'commander';

import { addAdminOptions, type AdminFlags, collect, EXIT_CODES } from '../admin-options.js';
import type { RunAdminCommand } from '../admin-session.js';
import {
  addModel,
  type AddFlags,
  listModels,
  type ListFlags,
  removeModel,
  setPaused,
  showModel,
  testModel,
} from './run-models.js';

const EXAMPLES = `
Examples:
  $ tollgate models add --name sonnet --model anthropic/claude-sonnet-4-5 --api-key-file key.txt --test
  $ pass show anthropic | tollgate models add --name 'claude-*' --model 'anthropic/claude-*' --rpm 60
  $ tollgate models list --health cooling_down
  $ tollgate models test sonnet
  $ tollgate models pause sonnet
  $ tollgate models remove sonnet

${EXIT_CODES}`;

/** `tollgate models …`: deployments, through a running gateway's admin API. */
export function addModelsCommands(program: Command, run: RunAdminCommand): void {
  const models = program
    .command('models')
    .description('deployments of a running gateway')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
  addList(models, run);
  addShow(models, run);
  addAdd(models, run);
  addTest(models, run);
  addChanges(models, run);
}

function addList(models: Command, run: RunAdminCommand): void {
  const list = models
    .command('list')
    .description('deployments: those of the database, the newest first, then those of the configuration')
    .option('-n, --name <name>', 'only those that callers know by this name')
    .option('--provider <provider>', 'claude_code_native or anthropic')
    .option('--source <source>', 'config or database')
    .option('--health <health>', 'available, cooling_down, probing, parked, paused or unreadable')
    .option('--search <text>', 'only those with this in their name, model, id or address')
    .option('--limit <count>', 'at most so many (default: 50)')
    .option('--all', 'every one');
  addAdminOptions(list).action((flags: ListFlags & AdminFlags) =>
    run(flags, (session) => listModels(session, flags)),
  );
}

function addShow(models: Command, run: RunAdminCommand): void {
  const show = models
    .command('show <deployment>')
    .description('everything about a deployment, by its id or name');
  addAdminOptions(show).action((reference: string, flags: AdminFlags) =>
    run(flags, (session) => showModel(session, reference)),
  );
}

function addAdd(models: Command, run: RunAdminCommand): void {
  const add = models
    .command('add')
    .description('add a deployment; its credential is piped in, or read from a file or a variable')
    .requiredOption('-n, --name <name>', 'what callers ask for; * is a wildcard')
    .requiredOption('-m, --model <provider/model>', 'what upstream is asked for')
    .option('--api-key-file <file>', 'a file with the credential')
    .option('--api-key-env <name>', 'a variable, also of .env, with the credential')
    .option('--auth <kind>', 'oauth_token, api_key or client_oauth (default: as the provider has it)')
    .option('--api-base <origin>', 'where it is (default: the provider’s own)')
    .option('--header <name=value>', 'a header for upstream; more than one may be given', collect)
    .option('--rpm <count>', 'requests a minute')
    .option('--tpm <count>', 'tokens a minute')
    .option('--weight <number>', 'its share among those of the same name (default: 1)')
    .option('--order <number>', 'those with a lower one come first (default: 1)')
    .option('--timeout <seconds>', 'until upstream must have begun its answer')
    .option('--max-tokens <count>', 'for requests that name none')
    .option('--drop-params', 'drop parameters that Claude does not have, instead of refusing them')
    .option('--test [name]', 'only if a call through it succeeds; a wildcard needs a name to ask for');
  addAdminOptions(add).action((flags: AddFlags & AdminFlags) =>
    run(flags, (session) => addModel(session, flags)),
  );
}

function addTest(models: Command, run: RunAdminCommand): void {
  const test = models
    .command('test <deployment>')
    .description('ask a deployment for one token')
    .option('-m, --model <name>', 'for a wildcard: a name that it stands for');
  addAdminOptions(test).action((reference: string, flags: { model?: string } & AdminFlags) =>
    run(flags, (session) => testModel(session, reference, flags)),
  );
}

function addChanges(models: Command, run: RunAdminCommand): void {
  for (const isPaused of [true, false]) {
    const command = models
      .command(isPaused ? 'pause <deployment>' : 'resume <deployment>')
      .description(isPaused ? 'give a deployment no calls until it is resumed' : 'give it calls again');
    addAdminOptions(command).action((reference: string, flags: AdminFlags) =>
      run(flags, (session) => setPaused(session, reference, isPaused)),
    );
  }
  const remove = models
    .command('remove <deployment>')
    .description('remove a deployment and forget its credential')
    .option('-y, --yes', 'do not ask');
  addAdminOptions(remove).action((reference: string, flags: { yes?: boolean } & AdminFlags) =>
    run(flags, (session) => removeModel(session, reference, flags)),
  );
}
