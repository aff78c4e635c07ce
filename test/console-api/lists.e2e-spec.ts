import { type AdminStack, startAdmin } from '../admin/start-admin.js';
import { databases } from '../database/start-test-database.js';

describe.each(databases())('lists for the console ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
    const user = await stack.make('/admin/users', { name: 'Ada Lovelace', email: 'ada@engine.example' });
    await stack.make('/admin/users', { name: 'Grace Hopper', email: 'Grace@navy.example' });
    for (const name of ['beta runner', 'Alpha Runner', 'gamma', 'delta_100%', 'Übung']) {
      await stack.make('/admin/keys', { name });
    }
    await stack.make('/admin/keys', { name: 'hers', user_id: user.id });
    await stack.make('/admin/keys', {});
    for (const name of ['Zeta', 'eta', 'Theta']) await stack.make('/admin/teams', { name });
  }, 60_000);
  afterAll(() => stack.close());

  const list = async (query: string) => {
    const { status, body } = await stack.call(`GET /admin/${query}`);
    expect(status).toBe(200);
    return body;
  };
  const names = async (query: string): Promise<(string | null)[]> =>
    (await list(query)).data.map(({ name }: { name: string | null }) => name);

  it('are searched by any part of a name, in small and capital letters, from one letter on', async () => {
    expect(await names('keys?search=RUNNER')).toEqual(['Alpha Runner', 'beta runner']);
    expect(await names('keys?search=unn&sort=name')).toEqual(['Alpha Runner', 'beta runner']);
    expect(await names('keys?search=mm')).toEqual(['gamma']);
    expect(await names('keys?search=%25')).toEqual(['delta_100%']);
    expect(await names('keys?search=_1')).toEqual(['delta_100%']);
    expect(await names(`keys?search=${encodeURIComponent('bung')}`)).toEqual(['Übung']);
    expect(await names(`keys?search=${encodeURIComponent("'; drop table teams; --")}`)).toEqual([]);
    expect(await names('teams?search=ET')).toEqual(['Theta', 'eta', 'Zeta']);
    expect(await names('users?search=navy.EXAMPLE')).toEqual(['Grace Hopper']);
  });

  it('find a key by what is left of it, and by the name and the address of its user', async () => {
    const [gamma] = (await list('keys?search=gamma')).data;
    const lastFour = gamma.key_preview.slice(-4);
    expect(await names(`keys?search=${lastFour}`)).toContain('gamma');
    expect(await names('keys?search=lovelace')).toEqual(['hers']);
    expect(await names('keys?search=ada@engine')).toEqual(['hers']);
  });

  it('are sorted by name and by time, up and down, and paged in that order', async () => {
    const sorted = [null, 'Alpha Runner', 'beta runner', 'delta_100%', 'gamma', 'hers'];
    const withoutUmlaut = async (query: string) => (await names(query)).filter((name) => name !== 'Übung');
    expect(await withoutUmlaut('keys?sort=name')).toEqual(sorted);
    expect(await withoutUmlaut('keys?sort=-name')).toEqual([...sorted].reverse());
    expect(await names('keys?sort=created_at')).toEqual((await names('keys')).reverse());
    for (const sort of ['name', '-name', 'created_at', '-created_at']) {
      const whole = await names(`keys?sort=${sort}`);
      const paged: (string | null)[] = [];
      let cursor = '';
      for (;;) {
        const page = await list(`keys?sort=${sort}&limit=2${cursor}`);
        expect(page.total).toBe(7);
        paged.push(...page.data.map(({ name }: { name: string | null }) => name));
        if (page.next_cursor === null) break;
        cursor = `&cursor=${page.next_cursor}`;
      }
      expect(paged).toEqual(whole);
    }
  });

  it('are paged by names as long as names can be', async () => {
    const long = ['ü', '漢'].map((letter) => letter.repeat(200));
    for (const name of long) await stack.make('/admin/teams', { name });
    const seen: (string | null)[] = [];
    let cursor = '';
    for (;;) {
      const page = await list(`teams?sort=-name&limit=1${cursor}`);
      seen.push(page.data[0].name);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect([...seen].sort()).toEqual([...long, 'Theta', 'Zeta', 'eta'].sort());
  });

  it('count what fits, with all filters', async () => {
    expect((await list('keys?limit=1')).total).toBe(7);
    expect((await list('keys?limit=1&search=runner')).total).toBe(2);
    expect((await list('keys?limit=1&search=runner&status=revoked')).total).toBe(0);
    expect((await list('users?search=example&name=ada')).total).toBe(1);
  });

  it('refuse an order that they do not have, and a cursor of another one', async () => {
    const spend = await stack.call('GET /admin/keys?sort=spend');
    expect(spend).toMatchObject({ status: 400, body: { error: { param: 'sort' } } });
    const { next_cursor: cursor } = await list('keys?sort=name&limit=1');
    for (const query of [`cursor=${cursor}`, `sort=-name&cursor=${cursor}`, 'cursor=x', 'cursor=']) {
      const refused = await stack.call(`GET /admin/keys?${query}`);
      expect(refused).toMatchObject({ status: 400, body: { error: { param: 'cursor' } } });
    }
  });
});
