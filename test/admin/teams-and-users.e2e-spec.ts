import { databases } from '../database/start-test-database.js';
import { type AdminStack, startAdmin } from './start-admin.js';

const NO_ONE = '00000000-0000-4000-8000-000000000000';

describe.each(databases())('teams and users by the admin API ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  it('carry budgets and limits, and are changed field by field', async () => {
    const settings = {
      models: ['claude-*'],
      max_budget: 100,
      budget_duration: '1mo',
      rpm_limit: 10,
      metadata: { a: 1 },
    };
    for (const path of ['/admin/teams', '/admin/users']) {
      const { id } = await stack.make(path, { name: 'Settled', ...settings });
      const read = await stack.call(`GET ${path}/${id}`);
      expect(read.body).toMatchObject({ id, name: 'Settled', ...settings, spend: 0, is_blocked: false });
      const changed = await stack.call(`PATCH ${path}/${id}`, { body: { max_budget: 200, models: null } });
      expect(changed.body).toMatchObject({ ...settings, max_budget: 200, models: [] });
      expect((await stack.call(`PATCH ${path}/${id}`, { body: { name: null } })).body.error.param).toBe(
        'name',
      );
      expect((await stack.call(`POST ${path}/${id}/block`)).body.is_blocked).toBe(true);
      expect((await stack.call(`POST ${path}/${id}/unblock`)).body.is_blocked).toBe(false);
    }
  });

  it('say when the window of their budget turns', async () => {
    const { budget_reset_at, created_at } = await stack.make('/admin/teams', {
      name: 'Monthly',
      max_budget: 1,
      budget_duration: '1mo',
    });
    const made = new Date(created_at);
    const next = Date.UTC(made.getUTCFullYear(), made.getUTCMonth() + 1);
    expect(budget_reset_at).toBe(new Date(next).toISOString());
  });

  it('are not deleted while something hangs on them, and the refusal counts it', async () => {
    const team = await stack.make('/admin/teams', { name: 'Holders' });
    const user = await stack.make('/admin/users', { name: 'Holder', team_id: team.id });
    const adminKey = await stack.make('/admin/admin-keys', {
      name: 'a',
      role: 'team_admin',
      team_id: team.id,
    });
    const keys = [];
    for (const owner of [{ team_id: team.id }, { team_id: team.id, user_id: user.id }]) {
      keys.push(await stack.make('/admin/keys', owner));
    }
    const ofTeam = await stack.call(`DELETE /admin/teams/${team.id}`);
    expect(ofTeam).toMatchObject({ status: 409, body: { error: { code: 'team_not_empty' } } });
    expect(ofTeam.body.error.message).toContain('2 keys, 1 user, 1 admin key');
    const ofUser = await stack.call(`DELETE /admin/users/${user.id}`);
    expect(ofUser).toMatchObject({ status: 409, body: { error: { code: 'user_not_empty' } } });
    expect(ofUser.body.error.message).toContain('1 key.');

    for (const { id } of keys) await stack.call(`DELETE /admin/keys/${id}`);
    await stack.call(`DELETE /admin/admin-keys/${adminKey.id}`);
    expect(await stack.call(`DELETE /admin/users/${user.id}`)).toMatchObject({
      status: 200,
      body: { id: user.id },
    });
    expect((await stack.call(`DELETE /admin/teams/${team.id}`)).status).toBe(200);
    expect((await stack.call(`GET /admin/teams/${team.id}`)).status).toBe(404);
    expect((await stack.call(`GET /admin/keys/${keys[1]?.id}`)).body).toMatchObject({
      team_id: null,
      user_id: null,
    });
  });

  it('are nothing to those who ask by the id of nothing', async () => {
    for (const path of ['/admin/teams', '/admin/users', '/admin/admin-keys']) {
      expect((await stack.call(`DELETE ${path}/${NO_ONE}`)).status).toBe(404);
      expect((await stack.call(`GET ${path}/${NO_ONE}`)).status).toBe(404);
    }
    expect(
      (await stack.call('POST /admin/users', { body: { name: 'x', team_id: NO_ONE } })).body.error,
    ).toMatchObject({
      param: 'team_id',
    });
  });
});
