import type { AdminSession } from '../admin-session.js';
import { confirm } from '../terminal/confirm.js';
import { printJson } from '../terminal/print-json.js';
import { readLimit } from '../terminal/read-limit.js';
import { type ApiKey, titleOf } from './api-key.js';
import { findId, findKey } from './find-key.js';
import { keySettings, type KeySettingFlags } from './key-settings.js';
import { keyCard, keyTable } from './key-table.js';
import { namesOfOwners } from './names-of-owners.js';

const LISTED = 50;

export interface CreateFlags extends KeySettingFlags {
  readonly team?: string;
  readonly user?: string;
}

export interface ListFlags {
  readonly team?: string;
  readonly user?: string;
  readonly status?: string;
  readonly name?: string;
  readonly limit?: string;
  readonly all?: boolean;
}

/** `keys create`: prints the new key, which is shown this once. */
export async function createKey(session: AdminSession, flags: CreateFlags): Promise<void> {
  const settings = keySettings(flags);
  const { client } = session;
  const body = {
    ...settings,
    team_id: await findId(client, 'team', flags.team),
    user_id: await findId(client, 'user', flags.user),
  };
  const key = await client.call<ApiKey>({ method: 'POST', path: '/admin/keys', body });
  showSecret(session, key, `The key ${titleOf(key)} is made, with the id ${key.id}.`);
}

/** `keys list`. */
export async function listKeys({ client, terminal, isJson }: AdminSession, flags: ListFlags): Promise<void> {
  const query = {
    team_id: await findId(client, 'team', flags.team),
    user_id: await findId(client, 'user', flags.user),
    status: flags.status,
    name: flags.name,
  };
  const most = flags.all ? Infinity : (readLimit(flags.limit) ?? LISTED);
  const list = await client.list<ApiKey>({ path: '/admin/keys', query }, most);
  if (isJson) return printJson(terminal, list);
  if (list.data.length === 0)
    return terminal.print('There are no such keys. Make one: tollgate keys create --name ci');
  terminal.writeOut(keyTable(list.data, await namesOfOwners(client, list.data), terminal));
  if (list.has_more) terminal.print(`There are more than these ${list.data.length}; --all shows every one.`);
}

/** `keys show`. */
export async function showKey(session: AdminSession, reference: string): Promise<void> {
  const { client, terminal, isJson } = session;
  const key = await findKey(client, reference);
  if (isJson) return printJson(terminal, key);
  terminal.writeOut(keyCard(key, await namesOfOwners(client, [key]), terminal));
}

/** `keys block` and `keys unblock`. */
export async function setBlocked(
  session: AdminSession,
  reference: string,
  isBlocked: boolean,
): Promise<void> {
  const { client } = session;
  const { id } = await findKey(client, reference);
  const path = `/admin/keys/${id}/${isBlocked ? 'block' : 'unblock'}`;
  const key = await client.call<ApiKey>({ method: 'POST', path });
  showChange(session, key, isBlocked ? `${titleOf(key)} is blocked.` : `${titleOf(key)} is let in again.`);
}

/** `keys rotate`: prints the new key. */
export async function rotateKey(
  session: AdminSession,
  reference: string,
  { grace }: { grace?: string },
): Promise<void> {
  const { client } = session;
  const { id } = await findKey(client, reference);
  const body = grace === undefined ? {} : { grace_period: grace };
  const key = await client.call<ApiKey>({ method: 'POST', path: `/admin/keys/${id}/rotate`, body });
  const old = grace === undefined ? 'The old one works no longer.' : `The old one works for ${grace} more.`;
  showSecret(session, key, `${titleOf(key)} has a new key. ${old}`);
}

/** `keys revoke`: asks first where there is somebody to ask. */
export async function revokeKey(
  session: AdminSession,
  reference: string,
  { yes }: { yes?: boolean },
): Promise<void> {
  const { client, terminal } = session;
  const found = await findKey(client, reference);
  if (!yes)
    await confirm(
      terminal.ask,
      `Revoke ${titleOf(found)} for ever? What uses it stops working at once. [y/N] `,
    );
  const key = await client.call<ApiKey>({ method: 'DELETE', path: `/admin/keys/${found.id}` });
  showChange(session, key, `${titleOf(found)} is revoked.`);
}

/** The key goes out by itself, so that a script can take it; what people want to know goes beside it. */
function showSecret({ terminal, isJson }: AdminSession, key: ApiKey, hint: string): void {
  if (isJson) return printJson(terminal, key);
  terminal.writeOut(`${key.key}\n`);
  terminal.print(`${hint} Keep it: it is not shown again.`);
}

function showChange({ terminal, isJson }: AdminSession, key: ApiKey, done: string): void {
  if (isJson) return printJson(terminal, key);
  terminal.print(done);
}
