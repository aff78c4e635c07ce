import type { AdminFlags } from './admin-options.js';
import { CommandFailure, EXIT } from './command-failure.js';
import type { ReadVariable } from './variables-of.js';

const DEFAULT_PORT = '4000';
/** What a header can carry. */
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/** Where the gateway is, and the credential for its admin API; without one the gateway has to be open. */
export interface AdminConnection {
  /** With no slash at its end. */
  readonly url: string;
  readonly adminKey?: string;
}

/** The flags over what `variable` knows. Throws CommandFailure when they cannot be used. */
export function readAdminConnection(flags: AdminFlags, variable: ReadVariable): AdminConnection {
  const url = flags.url ?? variable('TOLLGATE_URL') ?? `http://127.0.0.1:${variable('PORT') ?? DEFAULT_PORT}`;
  const adminKey = flags.adminKey ?? variable('TOLLGATE_ADMIN_KEY') ?? variable('TOLLGATE_MASTER_KEY');
  if (adminKey !== undefined && !VISIBLE_ASCII.test(adminKey)) {
    throw new CommandFailure(EXIT.wrongUsage, 'The admin key holds characters that no key has.');
  }
  return { url: readUrl(url), adminKey };
}

function readUrl(written: string): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new CommandFailure(
      EXIT.wrongUsage,
      `"${written}" is no address of a gateway. Write it as in --url http://127.0.0.1:4000.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
