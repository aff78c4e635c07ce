// @ts-check
import { ApiError, invalidRequest } from './api-error.mjs';
import { modelRow } from './model-table.mjs';

/** @typedef {import('./start-fake-anthropic.mjs').JsonObject} JsonObject */

/** Newest first, as the API lists them: id, name, and the day since when. @type {ReadonlyArray<readonly [string, string, string]>} */
const MODELS = [
  ['claude-opus-5-5', 'Claude Opus 5.5', '2026-10-20'],
  ['claude-sonnet-5-5', 'Claude Sonnet 5.5', '2026-10-06'],
  ['claude-haiku-5-5', 'Claude Haiku 5.5', '2026-10-06'],
  ['claude-opus-5', 'Claude Opus 5', '2026-07-14'],
  ['claude-sonnet-5', 'Claude Sonnet 5', '2026-06-16'],
  ['claude-opus-4-8', 'Claude Opus 4.8', '2026-05-12'],
  ['claude-opus-4-7', 'Claude Opus 4.7', '2026-04-14'],
  ['claude-sonnet-4-6', 'Claude Sonnet 4.6', '2026-02-17'],
  ['claude-opus-4-6', 'Claude Opus 4.6', '2026-02-04'],
  ['claude-opus-4-5-20251101', 'Claude Opus 4.5', '2025-11-24'],
  ['claude-haiku-4-5-20251001', 'Claude Haiku 4.5', '2025-10-15'],
  ['claude-sonnet-4-5-20250929', 'Claude Sonnet 4.5', '2025-09-29'],
  ['claude-opus-4-1-20250805', 'Claude Opus 4.1', '2025-08-05'],
  ['claude-opus-4-20250514', 'Claude Opus 4', '2025-05-22'],
  ['claude-sonnet-4-20250514', 'Claude Sonnet 4', '2025-05-22'],
  ['claude-3-7-sonnet-20250219', 'Claude Sonnet 3.7', '2025-02-24'],
  ['claude-3-haiku-20240307', 'Claude Haiku 3', '2024-03-07'],
];

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;

/** A page of models, cut by `limit`, `after_id` and `before_id`. @param {Record<string, string>} query @returns {JsonObject} */
export function listModels({ limit = String(DEFAULT_LIMIT), after_id: afterId, before_id: beforeId }) {
  const size = Number(limit);
  if (!Number.isInteger(size) || size < 1 || size > MAX_LIMIT) {
    throw invalidRequest(`limit: Input should be a whole number from 1 to ${MAX_LIMIT}`);
  }
  const start = afterId === undefined ? 0 : positionOf(afterId, 'after_id') + 1;
  const end = beforeId === undefined ? MODELS.length : positionOf(beforeId, 'before_id');
  const range = MODELS.slice(start, end);
  const page = beforeId === undefined ? range.slice(0, size) : range.slice(-size);
  const data = page.map(describeModel);
  return {
    data,
    has_more: page.length < range.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

/** One model by its id, or by the alias that leaves its date out. @param {string} id @returns {JsonObject} */
export function readModel(id) {
  const found = MODELS.find(([known]) => known === id || known.replace(/-\d{8}$/, '') === id);
  if (!found) throw new ApiError(404, `model: ${id}`);
  return describeModel(found);
}

/** @param {string} id @param {string} parameter */
function positionOf(id, parameter) {
  const position = MODELS.findIndex(([known]) => known === id);
  if (position < 0) throw invalidRequest(`${parameter}: ${id} was not found`);
  return position;
}

/** @param {readonly [string, string, string]} model */
function describeModel([id, displayName, day]) {
  const row = modelRow(id);
  return {
    type: 'model',
    id,
    display_name: displayName,
    created_at: `${day}T00:00:00Z`,
    deprecated_at: null,
    retires_at: null,
    lifecycle: 'active',
    line: /haiku|sonnet|opus|fable|mythos/.exec(id)?.[0] ?? null,
    max_input_tokens: row?.contextTokens ?? null,
    max_tokens: row?.outputTokens ?? null,
    capabilities: null,
  };
}
