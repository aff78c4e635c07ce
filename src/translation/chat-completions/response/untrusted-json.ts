import { UpstreamError } from '../../../errors/gateway-error.js';
import type { JsonObject } from '../../wire/openai-chat.js';

/** True for what JSON writes in braces: neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when a field of upstream's JSON says something: not null, not absent, not an empty list. */
export function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined;
}

/** `value[field]` as a string. Throws an UpstreamError that names `where` when it is none. */
export function readString(value: JsonObject, field: string, where: string): string {
  const text = value[field];
  if (typeof text !== 'string') throw unreadable(`${where} without a readable "${field}"`);
  return text;
}

/** `value[field]` as an object. Throws an UpstreamError that names `where` when it is none. */
export function readObject(value: JsonObject, field: string, where: string): JsonObject {
  const inner = value[field];
  if (!isJsonObject(inner)) throw unreadable(`${where} without a readable "${field}"`);
  return inner;
}

/** The error for an answer that does not have the shape of the Messages API. It never quotes the answer. */
export function unreadable(what: string): UpstreamError {
  return new UpstreamError({
    code: 'upstream_unreadable',
    message: `Upstream sent an unreadable answer: ${what}. Check that the deployment's api_base serves the Anthropic Messages API.`,
  });
}
