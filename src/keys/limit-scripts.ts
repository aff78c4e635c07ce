import { sessionScript } from '../shared-state/redis-script.js';
import { KEPT_SECONDS } from '../shared-state/session-lua.js';
import { FORGOTTEN_AFTER_MS, SLOT_MS, SLOTS } from './sliding-window.js';

/**
 * A `SlidingWindow` as a hash: `sum`, the `oldest` and the `newest` tenth of a second, and the amount of each tenth
 * under its number, which begins anew after a ring of more of them than a window has.
 */
const WINDOW = `
local SLOT_MS, SLOTS, RING, CHUNK = ${SLOT_MS}, ${SLOTS}, ${SLOTS + 200}, 50

local function fieldsOf(first, last)
  local fields = {}
  for slot = first, last do fields[#fields + 1] = slot % RING end
  return fields
end

-- Up to the tenth before 'first' all is forgotten.
local function forgetBefore(window, first)
  while window.oldest and window.oldest < first do
    local last = math.min(window.oldest + CHUNK, first, window.newest + 1) - 1
    local fields = fieldsOf(window.oldest, last)
    for _, amount in ipairs(redis.call('HMGET', window.key, unpack(fields))) do
      if amount then window.sum = window.sum - amount end
    end
    redis.call('HDEL', window.key, unpack(fields))
    window.oldest = last + 1
    if window.oldest > window.newest then
      redis.call('DEL', window.key)
      window.oldest, window.newest, window.sum = nil, nil, 0
    else
      redis.call('HSET', window.key, 'oldest', window.oldest, 'sum', window.sum)
    end
  end
end

local function openWindow(key, nowMs)
  local known = redis.call('HMGET', key, 'sum', 'oldest', 'newest')
  local window = { key = key, nowMs = nowMs, slot = math.floor(nowMs / SLOT_MS) }
  window.sum, window.oldest, window.newest = tonumber(known[1] or 0), tonumber(known[2]), tonumber(known[3])
  if window.newest and window.newest > window.slot then window.slot = window.newest end
  forgetBefore(window, window.slot - SLOTS)
  return window
end

local function endOf(slot)
  return (slot + SLOTS + 1) * SLOT_MS
end

-- Milliseconds until an amount fits; -1: it never does.
local function waitFor(window, amount, limit)
  local surplus = window.sum + amount - limit
  if surplus <= 0 then return 0 end
  if limit <= 0 then return -1 end
  local needed, freed = math.min(surplus, window.sum), 0
  local first = window.oldest
  while first and first <= window.newest do
    local last = math.min(first + CHUNK - 1, window.newest)
    for index, amountThen in ipairs(redis.call('HMGET', window.key, unpack(fieldsOf(first, last)))) do
      if amountThen then freed = freed + amountThen end
      if freed > 0 and freed >= needed then return endOf(first + index - 1) - window.nowMs end
    end
    first = last + 1
  end
  return 0
end

local function emptyAfter(window)
  if window.sum == 0 then return 0 end
  return endOf(window.newest) - window.nowMs
end

-- A tenth may also lie before the newest, when it comes from a replica that went by itself.
local function take(window, amount, slot)
  if amount == 0 then return end
  redis.call('HINCRBY', window.key, slot % RING, amount)
  window.sum = window.sum + amount
  window.oldest = math.min(window.oldest or slot, slot)
  window.newest = math.max(window.newest or slot, slot)
  redis.call('HSET', window.key, 'sum', window.sum, 'oldest', window.oldest, 'newest', window.newest)
  redis.call('PEXPIRE', window.key, ${FORGOTTEN_AFTER_MS})
end

local function giveBack(window, amount, slot)
  if amount == 0 or not window.oldest or slot < window.oldest or slot > window.newest then return end
  local field = slot % RING
  local returned = math.min(amount, tonumber(redis.call('HGET', window.key, field) or 0))
  redis.call('HINCRBY', window.key, field, -returned)
  redis.call('HINCRBY', window.key, 'sum', -returned)
end
`;

const HOLD_PARALLEL = `
local function holdParallel(parallel, name, count)
  redis.call('HINCRBY', held, parallel .. ' ' .. name, count)
  redis.call('HINCRBY', parallel, name, count)
  redis.call('EXPIRE', held, ${KEPT_SECONDS})
  redis.call('EXPIRE', parallel, ${KEPT_SECONDS})
end
`;

/**
 * Takes a place within all limits, or in none. KEYS: parallel, then requests and tokens of each subject. ARGV: tokens,
 * then for each subject its name, rpm, tpm and parallel requests, or '' where it has no such limit.
 * → admitted (1 or 0), tenth of a second, then for each subject: requests used, ms until one fits, ms until none
 * counts, the same of tokens, and parallel requests
 */
export const TAKE_LIMITS = sessionScript(`${WINDOW}${HOLD_PARALLEL}
local parallel, tokens = KEYS[3], tonumber(ARGV[2])
local subjects, isAdmitted = {}, 1
for index = 1, (#KEYS - 3) / 2 do
  local at = 3 + (index - 1) * 4
  local subject = {
    name = ARGV[at],
    rpm = tonumber(ARGV[at + 1]),
    tpm = tonumber(ARGV[at + 2]),
    most = tonumber(ARGV[at + 3]),
    open = 0, requestsWait = 0, tokensWait = 0,
  }
  if subject.rpm then
    subject.requests = openWindow(KEYS[2 + index * 2], nowMs)
    subject.requestsWait = waitFor(subject.requests, 1, subject.rpm)
  end
  if subject.tpm then
    subject.tokens = openWindow(KEYS[3 + index * 2], nowMs)
    subject.tokensWait = waitFor(subject.tokens, tokens, subject.tpm)
  end
  if subject.most then subject.open = tonumber(redis.call('HGET', parallel, subject.name) or 0) end
  if subject.requestsWait ~= 0 or subject.tokensWait ~= 0 then isAdmitted = 0 end
  if subject.most and subject.open >= subject.most then isAdmitted = 0 end
  subjects[index] = subject
end
local answer = { isAdmitted, math.floor(nowMs / SLOT_MS) }
local function tell(window, wait)
  answer[#answer + 1] = window and window.sum or 0
  answer[#answer + 1] = wait
  answer[#answer + 1] = window and emptyAfter(window) or 0
end
for _, subject in ipairs(subjects) do
  if isAdmitted == 1 then
    if subject.requests then take(subject.requests, 1, subject.requests.slot) end
    if subject.tokens then take(subject.tokens, tokens, subject.tokens.slot) end
    if subject.most then
      holdParallel(parallel, subject.name, 1)
      subject.open = subject.open + 1
    end
    if subject.requests then answer[2] = math.max(answer[2], subject.requests.slot) end
    if subject.tokens then answer[2] = math.max(answer[2], subject.tokens.slot) end
  end
  tell(subject.requests, subject.requestsWait)
  tell(subject.tokens, subject.tokensWait)
  answer[#answer + 1] = subject.open
end
return answer
`);

/**
 * Ends a place. KEYS: as for taking it. ARGV: tenth in which it was taken, requests to give back, tokens to give back
 * (less than 0: that many more were used), then for each subject its name, and 1 or 0 for each of its limits.
 */
export const END_LIMITS = sessionScript(`${WINDOW}${HOLD_PARALLEL}
local parallel = KEYS[3]
local slot, requests, tokens = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
for index = 1, (#KEYS - 3) / 2 do
  local at = 5 + (index - 1) * 4
  if ARGV[at + 1] == '1' and requests > 0 then giveBack(openWindow(KEYS[2 + index * 2], nowMs), requests, slot) end
  if ARGV[at + 2] == '1' and tokens ~= 0 then
    local window = openWindow(KEYS[3 + index * 2], nowMs)
    if tokens > 0 then giveBack(window, tokens, slot) else take(window, -tokens, window.slot) end
  end
  if ARGV[at + 3] == '1' and redis.call('HGET', held, parallel .. ' ' .. ARGV[at]) then
    takeFrom(held, parallel .. ' ' .. ARGV[at], 1)
    takeFrom(parallel, ARGV[at], 1)
  end
end
return 1
`);

/**
 * Adds what this replica let in by itself. KEYS: parallel, a window. ARGV: name of the subject, parallel requests, then
 * pairs of a tenth of a second and an amount.
 */
export const ADD_TO_LIMITS = sessionScript(`${WINDOW}${HOLD_PARALLEL}
if tonumber(ARGV[3]) > 0 then holdParallel(KEYS[3], ARGV[2], tonumber(ARGV[3])) end
if #ARGV > 3 then
  local window = openWindow(KEYS[4], nowMs)
  for index = 4, #ARGV, 2 do
    local slot = math.min(tonumber(ARGV[index]), window.slot)
    if slot >= window.slot - SLOTS then take(window, tonumber(ARGV[index + 1]), slot) end
  end
end
return 1
`);
