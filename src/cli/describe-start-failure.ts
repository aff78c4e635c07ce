import type { GatewayConfig } from '../config/gateway-config.js';

type Address = Pick<GatewayConfig, 'host' | 'port'>;

const LISTEN_FAILURES: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} on ${host} is taken by another program; stop that one, or choose another port: --port ${port === 65_535 ? 4000 : port + 1}.`,
  EACCES: ({ port }) => `Port ${port} may not be used by this user; choose one above 1023: --port 4000.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}; listen on --host 127.0.0.1.`,
  ENOTFOUND: ({ host }) => `The host name ${host} is not known; listen on --host 127.0.0.1.`,
};

/** What to do about a database server that will not have the gateway, by its SQLSTATE. */
const DATABASE_CURES: Readonly<Record<string, string>> = {
  '28P01': 'Correct the user name or the password in DATABASE_URL.',
  '28000': 'Correct the user name in DATABASE_URL, or let that user in by the pg_hba.conf of the server.',
  '3D000': 'Make it with "createdb", or correct the name in DATABASE_URL.',
};

/** Why the gateway did not start and what to do about it, in one line. */
export function describeStartFailure(error: unknown, address: Address): string {
  if (!(error instanceof Error)) return `Tollgate could not start: ${String(error)}`;
  const describe = isListenFailure(error) ? LISTEN_FAILURES[error.code] : undefined;
  return describe?.(address) ?? `Tollgate could not start: ${inOneLine(error)}${cureOf(error)}`;
}

function inOneLine({ message }: Error): string {
  return message.replace(/\s*\n\s*/g, ' ');
}

/** Empty where the message says it itself. */
function cureOf({ cause }: Error): string {
  const { code } = (cause ?? {}) as { code?: unknown };
  const cure = DATABASE_CURES[String(code)];
  return cure === undefined ? '' : ` ${cure}`;
}

/** A connection to something else, such as the database, may fail with the same codes. */
function isListenFailure(error: Error): error is Error & { code: string } {
  const { code, syscall } = error as Error & { code?: unknown; syscall?: unknown };
  return (
    typeof code === 'string' && (syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo')
  );
}
