import { InvalidRequestError } from '../errors/gateway-error.js';
import type { ListedModel } from '../routing/list-models.js';

export interface ModelDescription {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
  type?: 'model';
  display_name?: string;
  created_at?: string;
}

export interface ModelList {
  object: 'list';
  data: ModelDescription[];
  has_more?: boolean;
  first_id?: string | null;
  last_id?: string | null;
}

/** When a name began to be served is not known; both APIs insist on a time. */
const UNKNOWN_CREATION = new Date(0);
const MOST_PER_PAGE = 1000;

/** One model in OpenAI's shape; for Anthropic's clients with their fields too. */
export function describeModel({ id, displayName }: ListedModel, forAnthropic: boolean): ModelDescription {
  const model: ModelDescription = {
    id,
    object: 'model',
    created: UNKNOWN_CREATION.getTime(),
    owned_by: 'tollgate',
  };
  if (!forAnthropic) return model;
  return { ...model, type: 'model', display_name: displayName, created_at: UNKNOWN_CREATION.toISOString() };
}

/**
 * A page of models, by Anthropic's `limit`, `after_id` and `before_id`. Without them it is the whole list, as OpenAI's
 * clients expect.
 *
 * @throws InvalidRequestError for a wrong `limit`, or an id that is not listed.
 */
export function pageOfModels(
  models: readonly ListedModel[],
  query: Record<string, unknown>,
  forAnthropic: boolean,
): ModelList {
  const limit = readLimit(query.limit);
  const after = query.after_id === undefined ? 0 : positionOf(models, 'after_id', query.after_id) + 1;
  const before =
    query.before_id === undefined ? models.length : positionOf(models, 'before_id', query.before_id);
  const start = query.before_id === undefined ? after : Math.max(after, before - limit);
  const page = models.slice(start, Math.min(before, start + limit));
  const list: ModelList = { object: 'list', data: page.map((model) => describeModel(model, forAnthropic)) };
  if (!forAnthropic) return list;
  const hasMore = query.before_id === undefined ? start + page.length < models.length : start > 0;
  return { ...list, has_more: hasMore, first_id: page[0]?.id ?? null, last_id: page.at(-1)?.id ?? null };
}

function readLimit(limit: unknown): number {
  if (limit === undefined) return MOST_PER_PAGE;
  const number = Number(limit);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PER_PAGE) return number;
  throw new InvalidRequestError({
    param: 'limit',
    message: `"limit" must be a whole number from 1 to ${MOST_PER_PAGE}.`,
  });
}

function positionOf(models: readonly ListedModel[], param: string, id: unknown): number {
  const position = models.findIndex((model) => model.id === id);
  if (position >= 0) return position;
  throw new InvalidRequestError({ param, message: `"${param}" names no model that is listed here.` });
}
