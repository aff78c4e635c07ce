import { databases } from '../database/start-test-database.js';
import { type AdminStack, startAdmin } from './start-admin.js';

describe.each(databases())('lists of the admin API ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  const names = async (query: string): Promise<string[]> => {
    const { status, body } = await stack.call(`GET /admin/keys?${query}`);
    expect(status).toBe(200);
    return body.data.map(({ name }: { name: string }) => name);
  };

  it('come newest first, page by page, each entry once although others are added meanwhile', async () => {
    const made: string[] = [];
    for (let at = 0; at < 7; at++) made.push((await stack.make('/admin/keys', { name: `page-${at}` })).name);
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await stack.call(`GET /admin/keys?name=page-&limit=3${cursor}`);
      seen.push(...body.data.map(({ name }: { name: string }) => name));
      await stack.make('/admin/keys', { name: 'page-late' });
      expect(body.has_more).toBe(body.next_cursor !== null);
      if (!body.has_more) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(seen).toEqual(made.reverse());
  });

  it('keep apart what was made in the same millisecond', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => stack.make('/admin/users', { name: `same-${at}` })),
    );
    const seen = new Set<string>();
    let count = 0;
    for (let cursor = ''; ;) {
      const { body } = await stack.call(`GET /admin/users?limit=2${cursor}`);
      for (const { id } of body.data) seen.add(id);
      count += body.data.length;
      if (!body.has_more) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect({ count, different: seen.size }).toEqual({ count: 20, different: 20 });
  });

  it('are filtered by the beginning of a name, in which % and _ mean themselves', async () => {
    for (const name of ['Per_cent', 'perXcent', '100%', '100 other', 'back\\slash'])
      await stack.make('/admin/keys', { name });
    expect(await names('name=PER')).toEqual(['perXcent', 'Per_cent']);
    expect(await names('name=per_')).toEqual(['Per_cent']);
    expect(await names(`name=${encodeURIComponent('100%')}`)).toEqual(['100%']);
    expect(await names(`name=${encodeURIComponent('back\\')}`)).toEqual(['back\\slash']);
    expect(await names(`name=${encodeURIComponent("'; drop table teams; --")}`)).toEqual([]);
  });

  it('are filtered by status', async () => {
    const make = async (name: string, verb?: string) => {
      const { id } = await stack.make('/admin/keys', {
        name: `st-${name}`,
        ...(name === 'expired' ? { duration: '1s' } : {}),
      });
      if (verb === 'revoke') await stack.call(`DELETE /admin/keys/${id}`);
      else if (verb !== undefined) await stack.call(`POST /admin/keys/${id}/${verb}`);
      return id;
    };
    await make('active');
    await make('blocked', 'block');
    await make('revoked', 'revoke');
    const expired = await make('expired');
    while ((await stack.call(`GET /admin/keys/${expired}`)).body.status !== 'expired');
    for (const status of ['active', 'blocked', 'revoked', 'expired']) {
      expect(await names(`name=st-&status=${status}`)).toEqual([`st-${status}`]);
    }
    expect(await names('name=st-')).toHaveLength(4);
  });

  it('are filtered by team and user; a key of a user belongs to its team', async () => {
    const team = await stack.make('/admin/teams', { name: 'Filterers' });
    const user = await stack.make('/admin/users', {
      name: 'Filterer',
      team_id: team.id,
      email: 'f@example.com',
    });
    await stack.make('/admin/keys', { name: 'of-team', team_id: team.id });
    await stack.make('/admin/keys', { name: 'of-user', user_id: user.id });
    expect(await names(`team_id=${team.id}`)).toEqual(['of-user', 'of-team']);
    expect(await names(`team_id=${team.id.toUpperCase()}&user_id=${user.id}`)).toEqual(['of-user']);
    const { body } = await stack.call(`GET /admin/users?team_id=${team.id}&email=f@example.com`);
    const found = { id: user.id, team_name: 'Filterers' };
    expect(body).toMatchObject({ data: [found], has_more: false, next_cursor: null });
    expect((await stack.call('GET /admin/teams?name=filter')).body.data).toMatchObject([{ id: team.id }]);
  });
});
