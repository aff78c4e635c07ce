import type { AdminApiClient } from '../admin-api-client.js';
import { CommandFailure, EXIT } from '../command-failure.js';
import type { ApiModel } from './api-model.js';

const MOST_SEARCHED = 10_000;
const MOST_NAMED = 3;

/** The one deployment with this id or name. Throws CommandFailure when there is none, or more than one. */
export async function findModel(client: AdminApiClient, reference: string): Promise<ApiModel> {
  const query = { search: reference };
  const { data } = await client.list<ApiModel>({ path: '/admin/models', query }, MOST_SEARCHED);
  const withId = data.filter(({ id }) => id === reference);
  return only(withId.length > 0 ? withId : data.filter(isNamed(reference)), reference);
}

/** The path of the API for what is done to a deployment; the ids of the file may hold anything. */
export function pathOf({ id }: Pick<ApiModel, 'id'>, verb = ''): string {
  return `/admin/models/${encodeURIComponent(id)}${verb}`;
}

function isNamed(reference: string): (model: ApiModel) => boolean {
  return ({ model_name }) => model_name === reference;
}

function only([model, ...others]: ApiModel[], reference: string): ApiModel {
  if (model === undefined) {
    throw new CommandFailure(
      EXIT.notFound,
      `There is no deployment with the id or name "${reference}". "tollgate models list" shows what there is.`,
    );
  }
  if (others.length === 0) return model;
  const ids = [model, ...others].slice(0, MOST_NAMED).map(({ id }) => id);
  throw new CommandFailure(
    EXIT.failed,
    `${others.length + 1} deployments are called "${reference}"; take the id of one: ${ids.join(', ')}${others.length >= MOST_NAMED ? ', …' : ''}.`,
  );
}
