import { CommandFailure, EXIT } from './command-failure.js';

/** Where secrets come from that do not belong on a command line, which other users of the machine can read. */
export interface SecretSources {
  readonly readFile: (path: string) => string;
  readonly variable: (name: string) => string | undefined;
  /** Gives all that is piped in; absent at a terminal. */
  readonly readInput?: () => Promise<string>;
}

export interface SecretFlags {
  readonly apiKeyFile?: string;
  readonly apiKeyEnv?: string;
}

/** The credential in the file or the variable that a flag names, or else what is piped in. Throws CommandFailure. */
export async function readSecret(flags: SecretFlags, sources: SecretSources): Promise<string> {
  const secret = (await readGiven(flags, sources)).trim();
  if (secret !== '') return secret;
  throw new CommandFailure(
    EXIT.wrongUsage,
    'The credential is missing: pipe it in, or name its place by --api-key-file FILE or --api-key-env NAME.',
  );
}

async function readGiven({ apiKeyFile, apiKeyEnv }: SecretFlags, sources: SecretSources): Promise<string> {
  if (apiKeyFile !== undefined) return readSecretFile(apiKeyFile, sources);
  if (apiKeyEnv !== undefined) return sources.variable(apiKeyEnv) ?? '';
  return (await sources.readInput?.()) ?? '';
}

function readSecretFile(path: string, { readFile }: SecretSources): string {
  try {
    return readFile(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new CommandFailure(EXIT.wrongUsage, `--api-key-file ${path} cannot be read (${reason}).`);
  }
}
