import { databases } from '../database/start-test-database.js';
import { type AdminStack, startAdmin } from './start-admin.js';

describe.each(databases())('the audit ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  const entriesOf = async (query: string) => (await stack.call(`GET /admin/audit?${query}`)).body.data;

  it('says who changed which field from what to what, in which request', async () => {
    const { id: adminId, key: admin } = await stack.make('/admin/admin-keys', { name: 'a', role: 'admin' });
    const made = await stack.call('POST /admin/keys', {
      body: { name: 'ci', max_budget: 1.5, rpm_limit: 5 },
    });
    const { id } = made.body;
    await stack.call(`PATCH /admin/keys/${id}`, {
      key: admin,
      body: { rpm_limit: 6, max_budget: null, soft_budget: 0.25, expires_at: '2099-01-01T00:00:00Z' },
    });
    const entries = await entriesOf(`object_id=${id}`);
    expect(entries).toMatchObject([
      {
        actor: adminId,
        actor_role: 'admin',
        action: 'key.update',
        object_type: 'key',
        object_id: id,
        changes: {
          rpm_limit: { from: 5, to: 6 },
          budgets: { from: [{ max_budget: 1.5, budget_duration: null }], to: [] },
          soft_budget: { from: null, to: 0.25 },
          expires_at: { from: null, to: '2099-01-01T00:00:00.000Z' },
        },
      },
      {
        actor: 'master',
        actor_role: 'owner',
        action: 'key.create',
        request_id: made.headers.get('x-request-id'),
        changes: {
          name: { from: null, to: 'ci' },
          rpm_limit: { from: null, to: 5 },
          budgets: { from: null, to: [{ max_budget: 1.5, budget_duration: null }] },
        },
      },
    ]);
    expect(Object.keys(entries[0].changes)).toHaveLength(4);
    expect(Object.keys(entries[1].changes).sort()).toEqual(['budgets', 'name', 'preview', 'rpm_limit']);
  });

  it('has an entry for each thing that was done, and none for what changed nothing or failed', async () => {
    const { id } = await stack.make('/admin/keys', {});
    const act = (route: string, body?: object) => stack.call(route.replace('ID', id), { body });
    await act('POST /admin/keys/ID/block');
    await act('POST /admin/keys/ID/block');
    await act('POST /admin/keys/ID/unblock');
    await act('PATCH /admin/keys/ID', {});
    await act('PATCH /admin/keys/ID', { name: '' });
    await act('PATCH /admin/keys/ID', { team_id: '00000000-0000-4000-8000-000000000000' });
    await act('POST /admin/keys/ID/rotate');
    await act('DELETE /admin/keys/ID');
    await act('DELETE /admin/keys/ID');
    const actions = (await entriesOf(`object_id=${id}`)).map(({ action }: { action: string }) => action);
    const expected = ['key.create', 'key.block', 'key.unblock', 'key.rotate', 'key.revoke'];
    expect(actions).toEqual(expected.reverse());
  });

  it('never holds a key', async () => {
    const { id, key } = await stack.make('/admin/keys', {});
    const { body: rotated } = await stack.call(`POST /admin/keys/${id}/rotate`);
    const adminKey = await stack.make('/admin/admin-keys', { name: 'x', role: 'viewer' });
    const text = JSON.stringify(await entriesOf('limit=100'));
    for (const secret of [key, rotated.key, adminKey.key]) expect(text).not.toContain(secret.slice(0, -8));
  });

  it('is read page by page, and filtered by object, action, actor and time', async () => {
    const team = await stack.make('/admin/teams', { name: 'T' });
    for (let at = 0; at < 5; at++) {
      await stack.call(`PATCH /admin/teams/${team.id}`, { body: { rpm_limit: at + 1 } });
    }
    await stack.call(`DELETE /admin/teams/${team.id}`);
    const all = await entriesOf(`object_id=${team.id}`);
    expect(all.map(({ action }: { action: string }) => action)).toEqual([
      'team.delete',
      ...Array(5).fill('team.update'),
      'team.create',
    ]);
    const paged: unknown[] = [];
    for (let cursor = ''; ;) {
      const { body } = await stack.call(`GET /admin/audit?object_id=${team.id}&limit=3${cursor}`);
      paged.push(...body.data);
      if (!body.has_more) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(paged).toEqual(all);
    expect(await entriesOf(`object_id=${team.id}&action=team.delete&actor=master&object_type=team`)).toEqual([
      all[0],
    ]);
    expect(await entriesOf(`object_id=${team.id}&from=${all[0].created_at}`)).toContainEqual(all[0]);
    expect(await entriesOf(`object_id=${team.id}&to=2020-01-01`)).toEqual([]);
    expect(await entriesOf('from=4000000000')).toEqual([]);
  });
});
