import type { GatewayConfig } from '../config/gateway-config.js';

type Address = Pick<GatewayConfig, 'host' | 'port'>;

const LISTEN_FAILURES: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} on ${host} is taken by another program; stop that one, or choose another port: --port ${port === 65_535 ? 4000 : port + 1}.`,
  EACCES: ({ port }) => `Port ${port} may not be used by this user; choose one above 1023: --port 4000.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}; listen on --host 127.0.0.1.`,
  ENOTFOUND: ({ host }) => `The host name ${host} is not known; listen on --host 127.0.0.1.`,
};

/** Why the gateway did not start, in one line. */
export function describeStartFailure(error: unknown, address: Address): string {
  if (!(error instanceof Error)) return `Tollgate could not start: ${String(error)}`;
  const describe = isListenFailure(error) ? LISTEN_FAILURES[error.code] : undefined;
  return describe?.(address) ?? `Tollgate could not start: ${error.message.replace(/\s*\n\s*/g, ' ')}`;
}

/** A connection to something else, such as the database, may fail with the same codes. */
function isListenFailure(error: Error): error is Error & { code: string } {
  const { code, syscall } = error as Error & { code?: unknown; syscall?: unknown };
  return (
    typeof code === 'string' && (syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo')
  );
}
