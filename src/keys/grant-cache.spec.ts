import { hash } from 'node:crypto';

import { ServiceUnavailableError } from '../errors/gateway-error.js';
import { grantOf } from './grant.fixture.js';
import { GrantCache } from './grant-cache.js';
import type { KeyGrant } from './key-grant.js';

const DIGEST = hash('sha256', 'a key', 'buffer');
const AWAY = new ServiceUnavailableError({ message: 'away', code: 'database_unavailable' });

interface Load {
  answer(grant: KeyGrant | undefined): Promise<void>;
  fail(): Promise<void>;
}

/** A cache whose clock and whose loads the test moves by hand. */
function cacheByHand() {
  const clock = { nowMs: 1000, trustedFromMs: -Infinity };
  const loads: Load[] = [];
  const failures: unknown[] = [];
  const cache = new GrantCache({
    load: () =>
      new Promise((resolve, reject) => {
        loads.push({
          answer: (grant) => settled(() => resolve(grant)),
          fail: () => settled(() => reject(AWAY)),
        });
      }),
    nowMs: () => clock.nowMs,
    trustedFromMs: () => clock.trustedFromMs,
    refreshFailed: (error) => failures.push(error),
  });
  return { cache, clock, loads, failures };
}

/** Whatever waits for a load has gone on when this resolves. */
async function settled(act: () => void): Promise<void> {
  act();
  await new Promise((resolve) => setImmediate(resolve));
}

async function cacheHolding(grant: KeyGrant) {
  const byHand = cacheByHand();
  const found = byHand.cache.find(DIGEST);
  await byHand.loads[0]!.answer(grant);
  await found;
  return byHand;
}

describe('the cache of grants', () => {
  it('loads a key once for all requests that ask for it meanwhile, and has it at once from then on', async () => {
    const { cache, loads } = cacheByHand();
    const grant = grantOf();
    expect(cache.peek(DIGEST)).toBeUndefined();
    const found = Promise.all([cache.find(DIGEST), cache.find(DIGEST), cache.find(DIGEST)]);
    await loads[0]!.answer(grant);
    expect(await found).toEqual([grant, grant, grant]);
    expect(loads).toHaveLength(1);
    expect(cache.peek(DIGEST)).toBe(grant);
  });

  it('loads a key again after a minute, while the old grant serves', async () => {
    const [old, renewed] = [grantOf({ name: 'old' }), grantOf({ name: 'new' })];
    const { cache, clock, loads } = await cacheHolding(old);
    clock.nowMs += 59_999;
    expect(cache.peek(DIGEST)).toBe(old);
    expect(loads).toHaveLength(1);
    clock.nowMs += 1;
    expect([cache.peek(DIGEST), cache.peek(DIGEST)]).toEqual([old, old]);
    expect(loads).toHaveLength(2);
    await loads[1]!.answer(renewed);
    expect(cache.peek(DIGEST)).toBe(renewed);
  });

  it('serves a key for ten minutes while the database is away, trying again each second, and no longer', async () => {
    const { cache, clock, loads, failures } = await cacheHolding(grantOf());
    clock.nowMs += 300_000;
    expect(cache.peek(DIGEST)).toBeDefined();
    await loads[1]!.fail();
    expect(failures).toEqual([AWAY]);
    clock.nowMs += 999;
    expect(cache.peek(DIGEST)).toBeDefined();
    expect(loads).toHaveLength(2);
    clock.nowMs += 1;
    expect(cache.peek(DIGEST)).toBeDefined();
    expect(loads).toHaveLength(3);
    await loads[2]!.fail();
    clock.nowMs = 1000 + 599_999;
    expect(cache.peek(DIGEST)).toBeDefined();
    await loads[3]!.fail();
    clock.nowMs += 1;
    expect(cache.peek(DIGEST)).toBeUndefined();
    const found = expect(cache.find(DIGEST)).rejects.toBe(AWAY);
    await loads[4]!.fail();
    await found;
  });

  it('remembers for a second that a key is unknown', async () => {
    const { cache, clock, loads } = cacheByHand();
    const found = cache.find(DIGEST);
    await loads[0]!.answer(undefined);
    expect(await found).toBeUndefined();
    clock.nowMs += 999;
    expect(await cache.find(DIGEST)).toBeUndefined();
    expect(loads).toHaveLength(1);
    clock.nowMs += 1;
    void cache.find(DIGEST);
    expect(loads).toHaveLength(2);
  });

  it('forgets a key that a refresh no longer finds', async () => {
    const { cache, clock, loads } = await cacheHolding(grantOf());
    clock.nowMs += 60_000;
    cache.peek(DIGEST);
    await loads[1]!.answer(undefined);
    expect(cache.peek(DIGEST)).toBeUndefined();
    expect(await cache.find(DIGEST)).toBeUndefined();
  });

  it('remembers no failure', async () => {
    const { cache, loads } = cacheByHand();
    const found = expect(cache.find(DIGEST)).rejects.toBe(AWAY);
    await loads[0]!.fail();
    await found;
    const again = cache.find(DIGEST);
    await loads[1]!.answer(grantOf());
    expect(await again).toBeDefined();
  });

  it.each([
    { keyId: 'key-1' },
    { teamId: 'team-1' },
    { userId: 'user-1' },
    { keyId: 'other', teamId: 'team-1' },
  ])('goes by nothing that was loaded before a change of %j', async (change) => {
    const { cache } = await cacheHolding(grantOf({ teamId: 'team-1', userId: 'user-1' }));
    cache.invalidate(change);
    expect(cache.peek(DIGEST)).toBeUndefined();
  });

  it('keeps what a change has nothing to do with', async () => {
    const { cache } = await cacheHolding(grantOf({ teamId: 'team-1' }));
    cache.invalidate({ keyId: 'other', teamId: 'other', userId: 'other' });
    expect(cache.peek(DIGEST)).toBeDefined();
  });

  it('does not bring the old grant back by a load that began before the change, for those who wait for it either', async () => {
    const { cache, loads } = cacheByHand();
    const [old, changed] = [grantOf({ name: 'old' }), grantOf({ name: 'changed' })];
    const early = cache.find(DIGEST);
    cache.invalidate({ keyId: 'key-1' });
    const late = cache.find(DIGEST);
    expect(loads).toHaveLength(2);
    await loads[1]!.answer(changed);
    await loads[0]!.answer(old);
    expect(await late).toBe(changed);
    await loads[2]?.answer(changed);
    expect(await early).toBe(changed);
    expect(cache.peek(DIGEST)).toBe(changed);
  });

  it('does not bring the old grant back by a refresh that began before the change', async () => {
    const { cache, clock, loads } = await cacheHolding(grantOf({ name: 'old' }));
    clock.nowMs += 60_000;
    cache.peek(DIGEST);
    cache.invalidate({ keyId: 'key-1' });
    await loads[1]!.answer(grantOf({ name: 'old' }));
    expect(cache.peek(DIGEST)).toBeUndefined();
    await loads[2]!.answer(grantOf({ name: 'changed' }));
    expect(cache.peek(DIGEST)?.name).toBe('changed');
  });

  it('looks an unknown key up again after any change', async () => {
    const { cache, loads } = cacheByHand();
    const found = cache.find(DIGEST);
    await loads[0]!.answer(undefined);
    await found;
    cache.invalidate({ keyId: 'key-1' });
    void cache.find(DIGEST);
    expect(loads).toHaveLength(2);
  });

  it('does not remember a key as unknown when it may have been made meanwhile', async () => {
    const { cache, loads } = cacheByHand();
    const found = cache.find(DIGEST);
    cache.invalidate({ keyId: 'key-1' });
    await loads[0]!.answer(undefined);
    expect(await found).toBeUndefined();
    void cache.find(DIGEST);
    expect(loads).toHaveLength(2);
  });

  it('forgets changes that no grant in memory can be older than', async () => {
    const { cache, clock, loads } = await cacheHolding(grantOf());
    cache.invalidate({ keyId: 'key-1' });
    clock.nowMs += 600_000;
    cache.invalidate({ keyId: 'other' });
    expect(cache.peek(DIGEST)).toBeUndefined();
    const found = cache.find(DIGEST);
    await loads[1]!.answer(grantOf());
    await found;
    expect(cache.peek(DIGEST)).toBeDefined();
  });

  it('loads a key again that may have missed a change, and waits for that', async () => {
    const { cache, clock, loads } = await cacheHolding(grantOf({ name: 'old' }));
    clock.trustedFromMs = clock.nowMs + 1;
    clock.nowMs += 2;
    expect(cache.peek(DIGEST)).toBeUndefined();
    const found = cache.find(DIGEST);
    await loads[1]!.answer(grantOf({ name: 'changed' }));
    expect((await found)?.name).toBe('changed');
    expect(cache.peek(DIGEST)?.name).toBe('changed');
  });

  it('goes on with a key that may have missed a change while the database is away', async () => {
    const { cache, clock, loads } = await cacheHolding(grantOf({ name: 'old' }));
    clock.trustedFromMs = clock.nowMs + 1;
    clock.nowMs += 2;
    const found = cache.find(DIGEST);
    await loads[1]!.fail();
    expect((await found)?.name).toBe('old');
    clock.nowMs += 600_000;
    const late = cache.find(DIGEST);
    await Promise.all([expect(late).rejects.toBe(AWAY), loads[2]!.fail()]);
  });

  it('does not go on with a key that is known to have changed', async () => {
    const { cache, loads } = await cacheHolding(grantOf({ name: 'old' }));
    cache.invalidate({ keyId: 'key-1' });
    const found = cache.find(DIGEST);
    await Promise.all([expect(found).rejects.toBe(AWAY), loads[1]!.fail()]);
  });
});
