import { createHash } from 'node:crypto';

import { BEGIN_SESSION, FREE_HELD } from './session-lua.js';

/** A Lua script that Redis runs as a whole or not at all, known to it by its digest. */
export interface RedisScript {
  readonly lua: string;
  readonly sha: string;
}

/**
 * A script of a feature. It runs only for a session that is alive, whose `session`, `held` (the key of what the session
 * holds) and `nowMs` (Redis's own clock) it finds; KEYS and ARGV are the feature's own.
 */
export function sessionScript(body: string): RedisScript {
  return scriptOf(`${BEGIN_SESSION}\n${body}`);
}

/** As it is; the link's own scripts begin and end sessions. */
export function scriptOf(body: string): RedisScript {
  const lua = `${FREE_HELD}\n${body}`;
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}
