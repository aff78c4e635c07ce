import { databases } from '../database/start-test-database.js';
import { type AdminStack, startAdmin } from './start-admin.js';

const NO_ONE = '00000000-0000-4000-8000-000000000000';

describe.each(databases())('virtual keys by the admin API ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  it('are made with all that was said of them, and shown once', async () => {
    const team = await stack.make('/admin/teams', { name: 'Makers' });
    const user = await stack.make('/admin/users', {
      name: 'Ada',
      email: 'ada@example.com',
      team_id: team.id,
    });
    const said = {
      name: 'ci',
      models: ['claude-*', 'fast'],
      max_budget: 50.25,
      budget_duration: '30d',
      budget_limits: [
        { max_budget: 5, budget_duration: '1d' },
        { max_budget: 0.000000001, budget_duration: null },
      ],
      soft_budget: 40,
      rpm_limit: 60,
      tpm_limit: 100_000,
      max_parallel_requests: 4,
      user_id: user.id,
      team_id: team.id,
      aliases: { fast: 'claude-haiku-4-5' },
      metadata: { cost_centre: 'R&D', nested: { list: [1, null, 'é'] } },
      expires_at: '2099-01-31T12:00:00.000Z',
    };
    const { status, body: made } = await stack.call('POST /admin/keys', { body: said });
    expect(status).toBe(201);
    expect(made).toMatchObject({
      ...said,
      key: expect.stringMatching(/^sk-[0-9A-Za-z]{49}$/),
      status: 'active',
      spend: 0,
      is_blocked: false,
      revoked_at: null,
      created_by: 'master',
    });
    expect(made.key_preview).toBe(`sk-…${made.key.slice(-4)}`);

    const { body: read } = await stack.call(`GET /admin/keys/${made.id}`);
    const { key: _once, ...rest } = made;
    expect(read).toEqual(rest);
    const { body: list } = await stack.call('GET /admin/keys');
    expect(JSON.stringify(list)).not.toContain(made.key);
  });

  it('need nothing to be said', async () => {
    const { status, body } = await stack.call('POST /admin/keys');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: null,
      models: [],
      max_budget: null,
      budget_limits: [],
      rpm_limit: null,
      expires_at: null,
      metadata: {},
    });
  });

  it('end a duration after they were made', async () => {
    const { expires_at, created_at } = await stack.make('/admin/keys', { duration: '30d' });
    const days = (Date.parse(expires_at) - Date.parse(created_at)) / 86_400_000;
    expect(days).toBeCloseTo(30, 3);
  });

  it('are changed field by field, and null resets a field', async () => {
    const { id } = await stack.make('/admin/keys', {
      name: 'before',
      max_budget: 10,
      budget_duration: '1d',
      budget_limits: [{ max_budget: 100 }],
      rpm_limit: 5,
    });
    const patch = async (body: object) => (await stack.call(`PATCH /admin/keys/${id}`, { body })).body;
    expect(await patch({ name: 'after' })).toMatchObject({ name: 'after', max_budget: 10, rpm_limit: 5 });
    expect(await patch({ max_budget: 20 })).toMatchObject({ max_budget: 20, budget_duration: '1d' });
    expect(await patch({ budget_duration: null })).toMatchObject({ max_budget: 20, budget_duration: null });
    expect(await patch({ max_budget: null, rpm_limit: null })).toMatchObject({
      max_budget: null,
      rpm_limit: null,
      budget_limits: [{ max_budget: 100, budget_duration: null }],
    });
    expect(await patch({ budget_limits: null })).toMatchObject({ budget_limits: [], name: 'after' });
    expect(
      (await stack.call(`PATCH /admin/keys/${id}`, { body: { budget_duration: '1d' } })).body.error,
    ).toMatchObject({
      param: 'budget_duration',
    });
  });

  it('keep every change when many are made at once', async () => {
    const { id } = await stack.make('/admin/keys', { max_budget: 1, budget_limits: [{ max_budget: 2 }] });
    const patches = [
      { name: 'n' },
      { rpm_limit: 1 },
      { tpm_limit: 2 },
      { max_budget: 3 },
      { budget_limits: [{ max_budget: 4 }] },
      { budget_duration: '1d' },
      { models: ['m'] },
      { aliases: { a: 'b' } },
    ];
    await Promise.all(patches.map((body) => stack.call(`PATCH /admin/keys/${id}`, { body })));
    const { body } = await stack.call(`GET /admin/keys/${id}`);
    expect(body).toMatchObject({
      ...Object.assign({}, ...patches),
      budget_limits: [{ max_budget: 4, budget_duration: null }],
    });
  });

  it('are blocked, unblocked and revoked; a revoked one never changes again', async () => {
    const { id } = await stack.make('/admin/keys', { name: 'short-lived' });
    const act = (verb: string) => stack.call(`POST /admin/keys/${id}/${verb}`);
    expect((await act('block')).body).toMatchObject({ is_blocked: true, status: 'blocked' });
    expect((await act('block')).status).toBe(200);
    expect((await act('unblock')).body).toMatchObject({ is_blocked: false, status: 'active' });
    const revoked = await stack.call(`DELETE /admin/keys/${id}`);
    expect(revoked).toMatchObject({ status: 200, body: { status: 'revoked' } });
    expect((await stack.call(`DELETE /admin/keys/${id}`)).body).toEqual(revoked.body);
    for (const verb of ['rotate', 'block', 'unblock']) {
      expect(await act(verb)).toMatchObject({ status: 409, body: { error: { code: 'key_revoked' } } });
    }
    expect((await stack.call(`PATCH /admin/keys/${id}`, { body: { name: 'x' } })).status).toBe(409);
  });

  it('get another secret by rotation', async () => {
    const { id, key } = await stack.make('/admin/keys', {});
    const { status, body } = await stack.call(`POST /admin/keys/${id}/rotate`, {
      body: { grace_period: '1h' },
    });
    expect(status).toBe(200);
    expect(body.key).not.toBe(key);
    expect(body).toMatchObject({ id, key_preview: `sk-…${body.key.slice(-4)}` });
    expect(Date.parse(body.previous_key_expires_at) - Date.now()).toBeGreaterThan(3_590_000);
    const { body: again } = await stack.call(`POST /admin/keys/${id}/rotate`);
    expect(again.previous_key_expires_at).toBeNull();
  });

  it('are nothing to those who ask by what is no id, or the id of nothing', async () => {
    for (const id of [NO_ONE, 'x', '..%2Fteams', '%00', '1'.repeat(250)]) {
      for (const route of [
        `GET /admin/keys/${id}`,
        `DELETE /admin/keys/${id}`,
        `POST /admin/keys/${id}/block`,
      ]) {
        expect((await stack.call(route)).status).toBe(404);
      }
    }
  });

  it('belong to teams and users that are there', async () => {
    for (const field of ['team_id', 'user_id']) {
      const { status, body } = await stack.call('POST /admin/keys', { body: { [field]: NO_ONE } });
      expect({ status, param: body.error.param }).toEqual({ status: 400, param: field });
      expect(body.error.message).toContain(`There is no ${field.slice(0, 4)}`);
    }
  });
});
