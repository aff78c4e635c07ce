import { scriptOf, sessionScript } from './redis-script.js';
import { DEAD_AFTER_MS, KEPT_SECONDS } from './session-lua.js';
import { REPLICAS_CHANNEL } from './shared-keys.js';

/**
 * Begins a session, and ends the one that the replica had before.
 * KEYS: replicas, born, held by the former session. ARGV: session, former session, prefix of held keys, an id.
 * → clock, live replicas, id of this Redis's memory
 */
export const JOIN = scriptOf(`
local replicas, born, heldBefore = KEYS[1], KEYS[2], KEYS[3]
local nowMs = clockMs()
freeHeld(heldBefore)
redis.call('ZREM', replicas, ARGV[2])
buryDead(replicas, ARGV[3], nowMs - ${DEAD_AFTER_MS})
redis.call('ZADD', replicas, nowMs, ARGV[1])
redis.call('EXPIRE', replicas, ${KEPT_SECONDS})
redis.call('PUBLISH', '${REPLICAS_CHANNEL}', redis.call('ZCARD', replicas))
redis.call('SET', born, ARGV[4], 'NX')
redis.call('EXPIRE', born, ${KEPT_SECONDS})
return { nowMs, redis.call('ZCARD', replicas), redis.call('GET', born) }
`);

/**
 * Says that the replica is alive, and frees what dead ones held. KEYS: born. ARGV: prefix of held keys.
 * → clock, live replicas
 */
export const BEAT = sessionScript(`
redis.call('ZADD', replicas, nowMs, session)
buryDead(replicas, ARGV[2], nowMs - ${DEAD_AFTER_MS})
for _, key in ipairs({ replicas, held, KEYS[3] }) do redis.call('EXPIRE', key, ${KEPT_SECONDS}) end
return { nowMs, redis.call('ZCARD', replicas) }
`);

/** Ends a session: whoever stops in order leaves nothing behind. KEYS: replicas, held. ARGV: session. */
export const LEAVE = scriptOf(`
freeHeld(KEYS[2])
redis.call('ZREM', KEYS[1], ARGV[1])
return redis.call('PUBLISH', '${REPLICAS_CHANNEL}', redis.call('ZCARD', KEYS[1]))
`);
