import { CommanderError } from 'commander';
import { ConfigError } from '../config/config-error.js';
import type { ConfigFlags } from '../config/config-sources.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import { keepFiles } from '../config/kept-sources.js';
import { loadConfig } from '../config/load-config.js';
import type { ReadFile } from '../config/read-text-file.js';
import type { RunningServer } from '../main.js';
import type { StartTerms } from '../workers/start-terms.js';
import { AdminApiClient } from './admin-api-client.js';
import { readAdminConnection } from './admin-connection.js';
import type { RunAdminCommand } from './admin-session.js';
import { CommandFailure } from './command-failure.js';
import { createProgram } from './create-program.js';
import { describeStartFailure } from './describe-start-failure.js';
import { startReport } from './start-report.js';
import type { SignalSource } from './stop-on-signals.js';
import { stopOnSignals } from './stop-on-signals.js';
import { printable } from './terminal/render-table.js';
import type { Terminal } from './terminal/terminal.js';
import { variablesOf } from './variables-of.js';

/** Everything that the command takes from its surroundings. */
export interface CliSurroundings {
  /** The arguments after the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly readFile: ReadFile;
  readonly signals: SignalSource;
  /** Writes one line to the terminal, apart from the log. */
  readonly print: (line: string) => void;
  /** Writes what was asked for, such as the help. */
  readonly writeOut: (text: string) => void;
  /** What is asked for goes to a terminal, not to a file or a program. */
  readonly isTerminal: boolean;
  /** Asks the person at the terminal; absent where there is none. */
  readonly ask?: (question: string) => Promise<string>;
  /** Gives all that is piped in; absent at a terminal. */
  readonly readInput?: () => Promise<string>;
  startServer(config: GatewayConfig, terms: StartTerms): Promise<RunningServer>;
}

const USAGE_EXIT_CODE = 2;
/** Behind a load balancer, which asks every second or two whether a gateway is ready. */
const USUAL_NOTICE_MS = 3_000;

/** Runs the command line. Gives the exit code, or undefined while the gateway runs. */
export async function runCli(surroundings: CliSurroundings): Promise<number | undefined> {
  let exitCode: number | undefined;
  const { print, writeOut } = surroundings;
  const serveAndKeepCode = async (flags: ConfigFlags) => {
    exitCode = await serve(flags, surroundings);
  };
  const runAdminCommand: RunAdminCommand = async (flags, command) => {
    const variable = variablesOf(surroundings);
    exitCode = await runOnGateway(surroundings, () =>
      command({
        client: new AdminApiClient(readAdminConnection(flags, variable)),
        terminal: terminalOf(surroundings),
        isJson: flags.json === true,
        nowMs: Date.now(),
        secrets: { readFile: surroundings.readFile, readInput: surroundings.readInput, variable },
      }),
    );
  };
  const program = createProgram({ serve: serveAndKeepCode, runAdminCommand, print, writeOut });
  try {
    await program.parseAsync(surroundings.args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
  }
}

/** Runs a command that talks to a gateway, and says in one line why it failed. */
async function runOnGateway({ print }: CliSurroundings, command: () => Promise<void>): Promise<number> {
  try {
    await command();
    return 0;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    print(printable(error.message));
    return error.exitCode;
  }
}

function terminalOf({ print, writeOut, isTerminal, ask, env }: CliSurroundings): Terminal {
  const hasColors = isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
  return { print, writeOut, isTerminal, hasColors, ask };
}

async function serve(flags: ConfigFlags, surroundings: CliSurroundings): Promise<number | undefined> {
  const { print, signals, cwd, isTerminal } = surroundings;
  const files = new Map<string, string>();
  const config = readConfig(flags, { ...surroundings, readFile: keepFiles(surroundings.readFile, files) });
  if (config === undefined) return 1;
  const noticeMs = config.drainNoticeMs ?? (isTerminal ? 0 : USUAL_NOTICE_MS);
  let server: RunningServer | undefined;
  // A start takes a while, and a process that is the first of its container ignores what it has no handler for.
  stopOnSignals(signals, { close: async () => server?.close(noticeMs), print });
  const onEnd = (reason: Error): void => {
    print(`Tollgate ends: ${reason.message}`);
    signals.exit(1);
  };
  try {
    const sources = { flags, cwd, files: Object.fromEntries(files) };
    server = await surroundings.startServer(config, { sources, isTerminal, onEnd });
    for (const line of startReport(config, server.url)) print(line);
    return undefined;
  } catch (error) {
    print(describeStartFailure(error, config));
    return 1;
  }
}

function readConfig(
  flags: ConfigFlags,
  { env, cwd, readFile, print }: CliSurroundings,
): GatewayConfig | undefined {
  try {
    return loadConfig({ flags, env, cwd, readFile });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const warning of error.warnings) print(`Warning: ${warning}`);
    for (const problem of error.problems) print(problem);
    return undefined;
  }
}
