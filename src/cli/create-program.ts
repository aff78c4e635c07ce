import { Command, Option } from 'commander';
import type { ConfigFlags } from '../config/config-sources.js';
import type { RunAdminCommand } from './admin-session.js';
import { addKeysCommands } from './keys/add-keys-commands.js';
import { addModelsCommands } from './models/add-models-commands.js';
import { packageVersion } from './package-version.js';
import { addSecretCommands } from './secret/add-secret-commands.js';
import { addUsageCommand } from './usage/add-usage-command.js';

const EXAMPLES = `
Examples:
  $ tollgate                                              every claude-* model, by the token in the environment
  $ tollgate --config config.yaml --port 4000             the deployments of a LiteLLM-shaped file
  $ tollgate --model claude_code_native/claude-opus-4-20250514
  $ tollgate keys create --name ci --budget 50/30d        a key of the gateway that runs
  $ tollgate usage --by key --since 7d                    what its keys have spent
  $ tollgate models add --name sonnet --model anthropic/claude-sonnet-4-5 --api-key-file key.txt

Environment: CLAUDE_CODE_API_KEY or ANTHROPIC_API_KEY, TOLLGATE_MASTER_KEY, HOST, PORT, LOG_LEVEL; a .env file is read.`;

/** What the commands do and where the program's own words go; it only reads the command line. */
export interface ProgramSurroundings {
  readonly serve: (flags: ConfigFlags) => Promise<void>;
  readonly runAdminCommand: RunAdminCommand;
  readonly print: (line: string) => void;
  readonly writeOut: (text: string) => void;
}

/** The command line of `tollgate`: with no command it serves. Errors of usage end in a CommanderError. */
export function createProgram({ serve, runAdminCommand, print, writeOut }: ProgramSurroundings): Command {
  const program = new Command('tollgate')
    .description('A self-hosted LLM gateway: Claude behind the OpenAI and Anthropic APIs.')
    .version(packageVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut, writeErr: (text) => print(text.trimEnd()) })
    .showHelpAfterError('Run "tollgate --help" to see what there is.')
    .addHelpText('after', EXAMPLES);
  addServeOptions(program).action(serve);
  addServeOptions(program.command('serve'))
    .description('run the gateway; the same as no command')
    .action(serve);
  addKeysCommands(program, runAdminCommand);
  addModelsCommands(program, runAdminCommand);
  addUsageCommand(program, runAdminCommand);
  addSecretCommands(program, runAdminCommand);
  return program;
}

function addServeOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'config file in the shape of LiteLLM’s config.yaml')
    .option('-p, --port <port>', 'port to listen on (default: 4000)')
    .option('--host <host>', 'address to listen on (default: 127.0.0.1)')
    .option('-m, --model <provider/model>', 'serve this one model, without a config file')
    .option('-w, --workers <n|auto>', 'processes that serve, on PostgreSQL and Redis (default: 1)')
    .addOption(new Option('--num_workers <n>').hideHelp())
    .option('--log-level <level>', 'fatal, error, warn, info, debug, trace or silent (default: info)')
    .allowExcessArguments(false);
}
