import { sessionScript } from '../shared-state/redis-script.js';
import { KEPT_SECONDS } from '../shared-state/session-lua.js';
import { ACCOUNT_PREFIX, INDEX_PREFIX, TOLD_PREFIX } from './account-keys.js';

/** A replica that loads an account for longer than this has been held up: another one begins anew. */
const LOAD_LEASE_MS = 3_000;

/**
 * An account is a hash: `state` (`ready`, or `loading SESSION TIME TOKEN`), `spent` and `reserved`, in nano-dollars.
 * Without a state nobody knows what is spent. While it is loaded, what is settled is told beside it: attempt → cost.
 */
const ACCOUNTS = `
local function keep(key)
  redis.call('EXPIRE', key, ${KEPT_SECONDS})
end

local function loaderOf(name)
  local state = redis.call('HGET', '${ACCOUNT_PREFIX}' .. name, 'state')
  if not state or state == 'ready' then return nil end
  local by, sinceMs, token = string.match(state, '^loading (%S+) (%d+) (%S+)$')
  return { by = by, sinceMs = tonumber(sinceMs), token = token }
end

local function isLoadedBy(name, token)
  local loader = loaderOf(name)
  return loader ~= nil and loader.token == token
end

-- Nobody knows any more what is spent.
local function forget(name)
  redis.call('HDEL', '${ACCOUNT_PREFIX}' .. name, 'state', 'spent')
  redis.call('DEL', '${TOLD_PREFIX}' .. name)
end

local function hold(name, attempt, bound)
  local account = '${ACCOUNT_PREFIX}' .. name
  if redis.call('HSETNX', held, account .. ' reserved ' .. attempt, bound) == 0 then return end
  redis.call('HINCRBY', account, 'reserved', bound)
  keep(held)
  keep(account)
end

local function release(name, attempt)
  local account = '${ACCOUNT_PREFIX}' .. name
  local holding = account .. ' reserved ' .. attempt
  local bound = redis.call('HGET', held, holding)
  if not bound then return end
  redis.call('HDEL', held, holding)
  takeFrom(account, 'reserved', bound)
end
`;

/**
 * Holds the bound of an attempt in all of its accounts, or in none. ARGV: attempt, bound, then for each account its
 * name and its budget, or '' where nothing has to cover the bound.
 * → 1, then spent and reserved of each as they were before; 0, the place of the budget that does not cover it, and
 * its spent and reserved; 2, the places of the accounts that have to be loaded first
 */
export const RESERVE = sessionScript(`${ACCOUNTS}
local attempt, bound = ARGV[2], tonumber(ARGV[3])
local answer, unloaded, refusal = { 1 }, { 2 }, nil
for index = 0, (#ARGV - 3) / 2 - 1 do
  local account = '${ACCOUNT_PREFIX}' .. ARGV[4 + index * 2]
  local known = redis.call('HMGET', account, 'state', 'spent', 'reserved')
  local spent, reserved = tonumber(known[2] or 0), tonumber(known[3] or 0)
  local budget = tonumber(ARGV[5 + index * 2])
  if known[1] ~= 'ready' then unloaded[#unloaded + 1] = index end
  if budget and not refusal and spent + reserved + bound > budget then refusal = { 0, index, spent, reserved } end
  answer[#answer + 1] = spent
  answer[#answer + 1] = reserved
  keep(account)
end
if #unloaded > 1 then return unloaded end
if refusal then return refusal end
for index = 4, #ARGV, 2 do
  if ARGV[index + 1] ~= '' then hold(ARGV[index], attempt, bound) end
end
return answer
`);

/** Holds what a replica has held already. ARGV: attempt, bound, names of accounts. */
export const HOLD = sessionScript(`${ACCOUNTS}
for index = 4, #ARGV do hold(ARGV[index], ARGV[2], ARGV[3]) end
return 1
`);

/**
 * Counts what an attempt has cost in every account of its subjects that it falls into, and releases what it held. ARGV:
 * attempt, when it began, its cost, how many subjects, the subjects, and the accounts in which it holds something.
 */
export const SETTLE = sessionScript(`${ACCOUNTS}
local attempt, createdAtMs, cost, subjects = ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
for index = 6, 5 + subjects do
  local accountsOfSubject = '${INDEX_PREFIX}' .. ARGV[index]
  for _, window in ipairs(redis.call('SMEMBERS', accountsOfSubject)) do
    local startMs, endMs = string.match(window, '^(-?%d+):(-?%d+)$')
    local name = ARGV[index] .. ':' .. window
    local account = '${ACCOUNT_PREFIX}' .. name
    if redis.call('EXISTS', account) == 0 then
      redis.call('SREM', accountsOfSubject, window)
    elseif tonumber(startMs) <= createdAtMs and createdAtMs < tonumber(endMs) then
      local state = redis.call('HGET', account, 'state')
      if state == 'ready' then
        redis.call('HINCRBY', account, 'spent', cost)
        keep(account)
        keep(accountsOfSubject)
      elseif state then
        redis.call('HSETNX', '${TOLD_PREFIX}' .. name, attempt, cost)
        keep('${TOLD_PREFIX}' .. name)
      end
    end
  end
end
for index = 6 + subjects, #ARGV do release(ARGV[index], attempt) end
return 1
`);

/** What is known of some accounts. ARGV: names. → for each: 1 or 0 for ready, spent, reserved */
export const READ = sessionScript(`
local answer = {}
for index = 2, #ARGV do
  local known = redis.call('HMGET', '${ACCOUNT_PREFIX}' .. ARGV[index], 'state', 'spent', 'reserved')
  answer[#answer + 1] = known[1] == 'ready' and 1 or 0
  answer[#answer + 1] = tonumber(known[2] or 0)
  answer[#answer + 1] = tonumber(known[3] or 0)
end
return answer
`);

/** Nobody knows any more what these subjects have spent: it is loaded again. ARGV: subjects. */
export const FORGET = sessionScript(`${ACCOUNTS}
for index = 2, #ARGV do
  for _, window in ipairs(redis.call('SMEMBERS', '${INDEX_PREFIX}' .. ARGV[index])) do
    forget(ARGV[index] .. ':' .. window)
  end
end
return 1
`);

/**
 * Begins to load accounts that nobody else loads. ARGV: token, then for each account its subject and its window.
 * → for each: 0, it is ready; 1, begun; 2, another replica is at it
 */
export const BEGIN_LOAD = sessionScript(`${ACCOUNTS}
local answer = {}
for index = 3, #ARGV, 2 do
  local name = ARGV[index] .. ':' .. ARGV[index + 1]
  local account, loader = '${ACCOUNT_PREFIX}' .. name, loaderOf(name)
  if redis.call('HGET', account, 'state') == 'ready' then
    answer[#answer + 1] = 0
  elseif loader and nowMs - loader.sinceMs < ${LOAD_LEASE_MS} and redis.call('ZSCORE', replicas, loader.by) then
    answer[#answer + 1] = 2
  else
    redis.call('HSET', account, 'state', string.format('loading %s %.0f %s', session, nowMs, ARGV[2]))
    redis.call('DEL', '${TOLD_PREFIX}' .. name)
    redis.call('SADD', '${INDEX_PREFIX}' .. ARGV[index], ARGV[index + 1])
    keep(account)
    keep('${INDEX_PREFIX}' .. ARGV[index])
    answer[#answer + 1] = 1
  end
end
return answer
`);

/**
 * Tells what a replica has settled and the database may not have. KEYS: who has told. ARGV: token, name of the account,
 * '' or, with the last of it, for each account of the load 1 or 0 for having all of it in memory; then pairs of attempt
 * and cost. Whoever comes too late for a load has the account loaded again.
 */
export const TELL = sessionScript(`${ACCOUNTS}
if isLoadedBy(ARGV[3], ARGV[2]) then
  for index = 5, #ARGV, 2 do redis.call('HSETNX', '${TOLD_PREFIX}' .. ARGV[3], ARGV[index], ARGV[index + 1]) end
  if #ARGV > 4 then keep('${TOLD_PREFIX}' .. ARGV[3]) end
elseif redis.call('HEXISTS', KEYS[3], session) == 0 then
  forget(ARGV[3])
end
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[3], session, ARGV[4])
  keep(KEYS[3])
end
return 1
`);

/** Who has told. KEYS: who has told. → how many have not, then what each has said */
export const WHO_HAS_TOLD = sessionScript(`
local answer = { 0 }
for _, replica in ipairs(redis.call('ZRANGE', replicas, 0, -1)) do
  local said = redis.call('HGET', KEYS[3], replica)
  if said then answer[#answer + 1] = said else answer[1] = answer[1] + 1 end
end
return answer
`);

/** The attempts that have been told of accounts. ARGV: names. → a list for each */
export const READ_TOLD = sessionScript(`
local answer = {}
for index = 2, #ARGV do answer[#answer + 1] = redis.call('HKEYS', '${TOLD_PREFIX}' .. ARGV[index]) end
return answer
`);

/** Ends a load. ARGV: token, then for each account its name and what the database has, or '' for nobody knows. */
export const END_LOAD = sessionScript(`${ACCOUNTS}
for index = 3, #ARGV, 2 do
  local name, spent = ARGV[index], tonumber(ARGV[index + 1])
  local account = '${ACCOUNT_PREFIX}' .. name
  if isLoadedBy(name, ARGV[2]) then
    if spent then
      for _, cost in ipairs(redis.call('HVALS', '${TOLD_PREFIX}' .. name)) do spent = spent + cost end
      redis.call('HSET', account, 'state', 'ready', 'spent', spent)
    else
      redis.call('HDEL', account, 'state')
    end
    redis.call('DEL', '${TOLD_PREFIX}' .. name)
  end
end
return 1
`);
