import type { IncomingHttpHeaders } from 'node:http';

import { AuthenticationError } from '../errors/gateway-error.js';

/** Headers that carry nothing but a virtual key, so that `Authorization` is free for the caller's own login. */
const KEY_HEADERS = ['x-tollgate-api-key', 'x-litellm-api-key'] as const;

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
  const [tollgateHeader, litellmHeader] = KEY_HEADERS;
  const tollgateKey = readBearer(headers[tollgateHeader]);
  const ownKey = onlyOne(tollgateKey, readBearer(headers[litellmHeader]), KEY_HEADERS);
  if (ownKey !== undefined) return { key: ownKey, login };
  return { key: onlyOne(bearer, textOf(headers['x-api-key']), ['Authorization', 'x-api-key']), login };
}

function onlyOne(
  one: string | undefined,
  other: string | undefined,
  headers: readonly string[],
): string | undefined {
  if (one !== undefined && other !== undefined && one !== other) {
    throw new AuthenticationError({
      message: `The headers ${headers.join(' and ')} carry different keys. Send one of them.`,
    });
  }
  return one ?? other;
}

/** LiteLLM's clients write "Bearer" in its own header too. */
function readBearer(value: string | string[] | undefined): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^bearer /i.test(text) ? text.slice('bearer '.length).trim() : text;
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
