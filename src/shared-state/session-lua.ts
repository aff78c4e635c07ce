/** A replica that is silent for so long is dead, and what it held is free. */
export const DEAD_AFTER_MS = 5_000;

/** Longer than any call: what nobody touched for so long is nobody's. */
export const KEPT_SECONDS = 7_200;

/** What a script begins with that a replica runs within its session. */
export const BEGIN_SESSION = `
local replicas, held, session = KEYS[1], KEYS[2], ARGV[1]
local nowMs = clockMs()
local seenMs = tonumber(redis.call('ZSCORE', replicas, session))
if not seenMs or nowMs - seenMs > ${DEAD_AFTER_MS} then
  return redis.error_reply('GONE Redis does not know this replica any more')
end
`;

/** Numbers of Lua are doubles: what is longer than 14 digits must not be made into text. */
export const FREE_HELD = `
local function clockMs()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function takeFrom(counter, field, amount)
  if redis.call('HINCRBY', counter, field, -amount) <= 0 then redis.call('HDEL', counter, field) end
end

local function freeHeld(heldByDead)
  local entries = redis.call('HGETALL', heldByDead)
  for index = 1, #entries, 2 do
    local counter, field = string.match(entries[index], '^(%S+) (%S+)')
    takeFrom(counter, field, tonumber(entries[index + 1]))
  end
  redis.call('DEL', heldByDead)
end

local function buryDead(replicas, heldPrefix, deadBeforeMs)
  for _, dead in ipairs(redis.call('ZRANGEBYSCORE', replicas, '-inf', '(' .. deadBeforeMs)) do
    freeHeld(heldPrefix .. dead)
    redis.call('ZREM', replicas, dead)
  end
end
`;
