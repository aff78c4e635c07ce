import type { AdminApiClient } from '../admin-api-client.js';
import { CommandFailure, EXIT } from '../command-failure.js';
import type { ApiKey } from './api-key.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `sk-…abcd`, also as it is typed where there is no ellipsis. */
const PREVIEW = /^sk-(?:…|\.\.\.)(\w{4})$/;
const MOST_SEARCHED = 10_000;
const MOST_NAMED = 3;

/** The one key with this id, name or preview. Throws CommandFailure when there is none, or more than one. */
export async function findKey(client: AdminApiClient, reference: string): Promise<ApiKey> {
  if (UUID.test(reference)) return client.call<ApiKey>({ path: `/admin/keys/${reference}` });
  const preview = PREVIEW.exec(reference);
  const found = preview
    ? await search(client, {}, ({ key_preview }) => key_preview === `sk-…${preview[1]}`)
    : await search(client, { name: reference }, ({ name }) => name === reference);
  return only(preferUsable(found), reference);
}

/** The id of the one team or user with this id or name. */
export async function findId(
  client: AdminApiClient,
  kind: 'team' | 'user',
  reference: string | undefined,
): Promise<string | undefined> {
  if (reference === undefined || UUID.test(reference)) return reference;
  const call = { path: `/admin/${kind}s`, query: { name: reference } };
  const { data } = await client.list<{ id: string; name: string }>(call, MOST_SEARCHED);
  const found = data.find(({ name }) => name === reference);
  if (found !== undefined) return found.id;
  throw new CommandFailure(EXIT.notFound, `There is no ${kind} with the name or id "${reference}".`);
}

async function search(
  client: AdminApiClient,
  query: { name?: string },
  isMeant: (key: ApiKey) => boolean,
): Promise<ApiKey[]> {
  const { data } = await client.list<ApiKey>({ path: '/admin/keys', query }, MOST_SEARCHED);
  return data.filter(isMeant);
}

/** A name may have been given again after its key was revoked. */
function preferUsable(keys: ApiKey[]): ApiKey[] {
  const usable = keys.filter(({ status }) => status !== 'revoked');
  return usable.length > 0 ? usable : keys;
}

function only([key, ...others]: ApiKey[], reference: string): ApiKey {
  if (key === undefined) {
    throw new CommandFailure(
      EXIT.notFound,
      `There is no key with the id, name or preview "${reference}". "tollgate keys list" shows what there is.`,
    );
  }
  if (others.length === 0) return key;
  const ids = [key, ...others].slice(0, MOST_NAMED).map(({ id }) => id);
  throw new CommandFailure(
    EXIT.failed,
    `${others.length + 1} keys are called "${reference}"; take the id of one: ${ids.join(', ')}${others.length >= MOST_NAMED ? ', …' : ''}.`,
  );
}
