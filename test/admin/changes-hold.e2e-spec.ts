import { databases } from '../database/start-test-database.js';
import { type AdminStack, startAdmin } from './start-admin.js';

describe.each(databases())('a change by the admin API holds for the very next call ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  /** What the LLM API says to a key: the status, and the code of a refusal. */
  const outcome = async (key: string): Promise<string> => {
    const { status, body } = await stack.chat(key);
    return status === 200 ? 'answered' : `${status} ${body.error.code}`;
  };

  it('when a key is made, blocked, unblocked and revoked', async () => {
    const { id, key } = await stack.make('/admin/keys', {});
    expect(await outcome(key)).toBe('answered');
    await stack.call(`POST /admin/keys/${id}/block`);
    expect(await outcome(key)).toBe('403 key_blocked');
    await stack.call(`POST /admin/keys/${id}/unblock`);
    expect(await outcome(key)).toBe('answered');
    await stack.call(`DELETE /admin/keys/${id}`);
    expect(await outcome(key)).toBe('401 invalid_api_key');
  });

  it('when a key is rotated, with and without a grace period', async () => {
    const { id, key: first } = await stack.make('/admin/keys', {});
    expect(await outcome(first)).toBe('answered');
    const { body: graced } = await stack.call(`POST /admin/keys/${id}/rotate`, {
      body: { grace_period: '1h' },
    });
    expect([await outcome(first), await outcome(graced.key)]).toEqual(['answered', 'answered']);
    const { body: sharp } = await stack.call(`POST /admin/keys/${id}/rotate`);
    const outcomes = [await outcome(first), await outcome(graced.key), await outcome(sharp.key)];
    expect(outcomes).toEqual(['401 invalid_api_key', '401 invalid_api_key', 'answered']);
  });

  it('when its team or its user is blocked', async () => {
    const team = await stack.make('/admin/teams', { name: 'T' });
    const user = await stack.make('/admin/users', { name: 'U', team_id: team.id });
    const { key } = await stack.make('/admin/keys', { user_id: user.id });
    expect(await outcome(key)).toBe('answered');
    await stack.call(`POST /admin/teams/${team.id}/block`);
    expect(await outcome(key)).toBe('403 team_blocked');
    await stack.call(`POST /admin/teams/${team.id}/unblock`);
    await stack.call(`POST /admin/users/${user.id}/block`);
    expect(await outcome(key)).toBe('403 user_blocked');
    await stack.call(`POST /admin/users/${user.id}/unblock`);
    expect(await outcome(key)).toBe('answered');
  });

  it('when a user moves to a team that is blocked', async () => {
    const team = await stack.make('/admin/teams', { name: 'Blocked' });
    await stack.call(`POST /admin/teams/${team.id}/block`);
    const user = await stack.make('/admin/users', { name: 'Mover' });
    const { key } = await stack.make('/admin/keys', { user_id: user.id });
    expect(await outcome(key)).toBe('answered');
    await stack.call(`PATCH /admin/users/${user.id}`, { body: { team_id: team.id } });
    expect(await outcome(key)).toBe('403 team_blocked');
  });

  it('when its models, its budget or its limits are narrowed, and widened again', async () => {
    const { id, key } = await stack.make('/admin/keys', {});
    const patch = (body: object) => stack.call(`PATCH /admin/keys/${id}`, { body });
    expect(await outcome(key)).toBe('answered');
    await patch({ models: ['claude-haiku-*'] });
    expect(await outcome(key)).toBe('403 model_not_allowed');
    await patch({ models: null, max_budget: 0.000000001 });
    expect(await outcome(key)).toBe('429 budget_exceeded');
    await patch({ max_budget: 5, budget_duration: '1d', rpm_limit: 1 });
    expect([await outcome(key), await outcome(key)]).toEqual(['answered', '429 rate_limit_exceeded']);
    await patch({ rpm_limit: null });
    expect(await outcome(key)).toBe('answered');
  });

  it('when money is spent: its key, team and user show it to the nano-dollar', async () => {
    const team = await stack.make('/admin/teams', { name: 'Spenders' });
    const user = await stack.make('/admin/users', { name: 'Spender', team_id: team.id });
    const { id, key } = await stack.make('/admin/keys', {
      user_id: user.id,
      max_budget: 1,
      budget_duration: '1mo',
    });
    let total = 0;
    for (let at = 0; at < 3; at++) {
      const { headers } = await stack.chat(key);
      total += Math.round(Number(headers.get('x-tollgate-cost-usd')) * 1e9);
    }
    expect(total).toBeGreaterThan(0);
    for (const path of [`keys/${id}`, `teams/${team.id}`, `users/${user.id}`]) {
      expect((await stack.call(`GET /admin/${path}`)).body.spend).toBe(total / 1e9);
    }
    expect((await stack.call(`GET /admin/keys?user_id=${user.id}`)).body.data[0].spend).toBe(total / 1e9);
  });

  it('while calls are under way all the time', async () => {
    const { id, key } = await stack.make('/admin/keys', {});
    let isBlocked = false;
    let isOver = false;
    const late: number[] = [];
    let answered = 0;
    const callers = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        const beganAfter = isBlocked;
        const { status } = await stack.call('GET /v1/models', { key });
        if (beganAfter && status !== 403) late.push(status);
        if (status === 200) answered++;
      }
    });
    for (let round = 0; round < 20; round++) {
      await stack.call(`POST /admin/keys/${id}/block`);
      isBlocked = true;
      await stack.call('GET /v1/models', { key });
      isBlocked = false;
      await stack.call(`POST /admin/keys/${id}/unblock`);
    }
    isOver = true;
    await Promise.all(callers);
    expect(late).toEqual([]);
    expect(answered).toBeGreaterThan(0);
  }, 60_000);

  it('when a credential of the admin API is revoked', async () => {
    const { id, key } = await stack.make('/admin/admin-keys', { name: 'x', role: 'viewer' });
    expect((await stack.call('GET /admin/keys', { key })).status).toBe(200);
    await stack.call(`DELETE /admin/admin-keys/${id}`);
    expect((await stack.call('GET /admin/keys', { key })).body.error.code).toBe('invalid_api_key');
  });
});
