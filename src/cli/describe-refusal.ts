import type { AdminConnection } from './admin-connection.js';
import { CommandFailure, EXIT } from './command-failure.js';

/** An answer that is no success. */
export interface Refusal {
  readonly status: number;
  readonly location: string | null;
  /** Parsed; undefined when it is no JSON. */
  readonly answer: unknown;
}

const EXIT_BY_STATUS: Readonly<Record<number, CommandFailure['exitCode']>> = {
  400: EXIT.wrongUsage,
  401: EXIT.refused,
  403: EXIT.refused,
  404: EXIT.notFound,
};

/** What a command says when the gateway did not do what it was asked, in one line. */
export function describeRefusal(
  { status, location, answer }: Refusal,
  { url, adminKey }: AdminConnection,
): CommandFailure {
  const message = messageOf(answer);
  if (location !== null) {
    return new CommandFailure(EXIT.failed, `${url} sends to ${location}; give that address by --url.`);
  }
  if (message === undefined) {
    return new CommandFailure(EXIT.failed, `What answers at ${url} is no Tollgate gateway (HTTP ${status}).`);
  }
  if (status === 401) return new CommandFailure(EXIT.refused, describeUnknownCaller(url, adminKey, message));
  return new CommandFailure(EXIT_BY_STATUS[status] ?? EXIT.failed, message);
}

function describeUnknownCaller(url: string, adminKey: string | undefined, message: string): string {
  if (adminKey === undefined) {
    return `The gateway at ${url} wants a key: set TOLLGATE_ADMIN_KEY or TOLLGATE_MASTER_KEY, or give --admin-key.`;
  }
  return `The gateway at ${url} refuses the admin key: ${message}`;
}

/** The envelope's message in one line. */
function messageOf(answer: unknown): string | undefined {
  const { error } = (answer ?? {}) as { error?: { message?: unknown } };
  return typeof error?.message === 'string' ? error.message.replace(/\s*\n\s*/g, ' ') : undefined;
}
