import type { IncomingHttpHeaders } from 'node:http';

import { AuthenticationError } from '../errors/gateway-error.js';

/** Headers that carry nothing but a virtual key, so that `Authorization` is free for the caller's own login. */
const KEY_HEADERS = ['x-tollgate-api-key', 'x-litellm-api-key'];

/** Claude's logins begin so; anything else may be a key of this gateway, which goes to nobody. */
const LOGIN_PREFIX = 'sk-ant-oat';

export interface CallerCredentials {
  /** The virtual key or master key. */
  key?: string;
  /** The caller's own upstream token; never stored, never logged. */
  login?: string;
}

/**
 * Takes a caller's credentials from its request headers.
 *
 * @throws AuthenticationError when two of them differ: which one is meant must not depend on who reads first.
 */
export function readCredentials(headers: IncomingHttpHeaders): CallerCredentials {
  const bearer = readBearer(headers.authorization);
  const login = bearer?.startsWith(LOGIN_PREFIX) === true ? bearer : undefined;
  const ownKeys = KEY_HEADERS.flatMap((name) => textOf(headers[name]) ?? []).map(withoutScheme);
  if (ownKeys.length > 0) return { key: onlyOne(ownKeys, KEY_HEADERS.join(' and ')), login };
  const keys = [bearer, textOf(headers['x-api-key'])].filter((key) => key !== undefined);
  return keys.length === 0 ? {} : { key: onlyOne(keys, 'Authorization and x-api-key'), login };
}

function onlyOne(keys: string[], where: string): string | undefined {
  if (new Set(keys).size > 1) {
    throw new AuthenticationError({
      message: `The headers ${where} carry different keys. Send one of them.`,
    });
  }
  return keys[0];
}

function readBearer(authorization: string | undefined): string | undefined {
  const text = textOf(authorization);
  return text === undefined ? undefined : withoutScheme(text);
}

/** LiteLLM's clients write "Bearer" in its own header too. */
function withoutScheme(value: string): string {
  return /^bearer /i.test(value) ? value.slice('bearer '.length).trim() : value;
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
