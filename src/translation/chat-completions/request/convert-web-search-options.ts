import type { JsonObject } from '../../wire/openai-chat.js';
import { readObject, readOneOf, readOptional, readString } from './read-json.js';

const MAX_USES_BY_SIZE = { low: 1, medium: 5, high: 10 } as const;
const SIZES = ['low', 'medium', 'high'] as const;
const LOCATION_FIELDS = ['city', 'region', 'country', 'timezone'];

/** OpenAI's `web_search_options` as Anthropic's web search tool. */
export function convertWebSearchOptions(options: JsonObject, path: string): JsonObject {
  const size = readOptional(
    (value, sizePath) => readOneOf(value, sizePath, SIZES),
    options.search_context_size,
    `${path}.search_context_size`,
  );
  const location = readOptional(readObject, options.user_location, `${path}.user_location`);
  return {
    type: 'web_search_20250305',
    name: 'web_search',
    ...(size === undefined ? {} : { max_uses: MAX_USES_BY_SIZE[size] }),
    ...(location === undefined ? {} : { user_location: convertLocation(location, `${path}.user_location`) }),
  };
}

function convertLocation(location: JsonObject, path: string): JsonObject {
  const approximate = readObject(location.approximate, `${path}.approximate`);
  const fields = LOCATION_FIELDS.flatMap((field): [string, string][] => {
    const value = readOptional(readString, approximate[field], `${path}.approximate.${field}`);
    return value === undefined ? [] : [[field, value]];
  });
  return { type: 'approximate', ...Object.fromEntries(fields) };
}
