import { InvalidRequestError } from '../../errors/gateway-error.js';
import { type JsonLimits, scanJsonObject } from '../../translation/wire/scan-json.js';

const LIMITS: JsonLimits = { maxDepth: 20, maxValues: 10_000, maxNumberLength: 40, maxSpace: 1_000_000 };

/** Names under which JavaScript keeps its own things; they are never fields of ours. */
export const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The JSON object that a body holds; an empty body is an empty object.
 *
 * @throws InvalidRequestError that says where, when it is no JSON object, is nested too deep, or holds text that no
 *   database keeps.
 */
export function parseAdminBody(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return {};
  scanJsonObject(bytes, LIMITS);
  const body = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  assertKeepable(body, '');
  return body;
}

/** True for text that PostgreSQL keeps: without NUL, and without halves of surrogate pairs. */
export function isKeepableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

function assertKeepable(value: unknown, path: string): void {
  if (typeof value === 'string' && !isKeepableText(value)) {
    throw refusal(path, 'holds a NUL character or half a surrogate pair, which cannot be kept');
  }
  if (Array.isArray(value)) value.forEach((item, at) => assertKeepable(item, `${path}[${at}]`));
  else if (typeof value === 'object' && value !== null) assertKeepableMembers(value, path);
}

function assertKeepableMembers(value: object, path: string): void {
  for (const [name, member] of Object.entries(value)) {
    const memberPath = path === '' ? name : `${path}.${name}`;
    if (!isKeepableText(name)) throw refusal(path, 'has a field whose name cannot be kept');
    if (FORBIDDEN_NAMES.has(name)) throw refusal(memberPath, 'is not a name that a field can have');
    assertKeepable(member, memberPath);
  }
}

function refusal(path: string, problem: string): InvalidRequestError {
  const place = path.slice(0, 200);
  return new InvalidRequestError({
    param: place,
    message: place === '' ? `The body ${problem}.` : `"${place}" ${problem}.`,
  });
}
