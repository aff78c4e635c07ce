import type { AdminApiClient } from '../admin-api-client.js';
import type { ApiKey } from './api-key.js';
import type { Names } from './key-table.js';

const MOST_NAMES = 1000;

/** The names of the teams and users that keys belong to; whose name is not found goes by its id. */
export async function namesOfOwners(client: AdminApiClient, keys: readonly ApiKey[]): Promise<Names> {
  const isTeamNamed = keys.some(({ team_id }) => team_id !== null);
  const isUserNamed = keys.some(({ user_id }) => user_id !== null);
  const lists = await Promise.all([
    isTeamNamed ? list(client, 'teams') : [],
    isUserNamed ? list(client, 'users') : [],
  ]);
  return new Map(lists.flat().map(({ id, name }) => [id, name]));
}

async function list(client: AdminApiClient, kind: string): Promise<readonly { id: string; name: string }[]> {
  const { data } = await client.list<{ id: string; name: string }>({ path: `/admin/${kind}` }, MOST_NAMES);
  return data;
}
