import { databases } from '../database/start-test-database.js';
import type { JsonObject } from '../fake-anthropic/start-fake-anthropic.mjs';
import { type AdminStack, startAdmin } from './start-admin.js';

const NO_ONE = '00000000-0000-4000-8000-000000000000';

/** What one team has. */
interface Estate {
  team: JsonObject;
  user: JsonObject;
  key: JsonObject;
  userKey: JsonObject;
  admin: string;
}

describe.each(databases())('a team admin ($name)', ({ start }) => {
  let stack: AdminStack;
  let own: Estate;
  let foreign: Estate;

  beforeAll(async () => {
    stack = await startAdmin(start);
    own = await makeEstate(stack, 'Own');
    foreign = await makeEstate(stack, 'Foreign');
  }, 60_000);
  afterAll(() => stack.close());

  const as = (key: string) => (route: string, body?: object) => stack.call(route, { key, body });

  it('finds nothing of another team by any route, exactly as if it were not there', async () => {
    const routes = [
      ['GET', 'PATCH', 'DELETE'].flatMap((method) => ['keys', 'users'].map((noun) => [method, noun, ''])),
      ['keys', 'users'].flatMap((noun) => ['/block', '/unblock'].map((verb) => ['POST', noun, verb])),
      [
        ['POST', 'keys', '/rotate'],
        ['GET', 'teams', ''],
      ],
    ].flat() as [string, string, string][];
    const wrong: unknown[] = [];
    for (const [me, them] of [
      [own, foreign],
      [foreign, own],
    ] as const) {
      for (const [method, noun, verb] of routes) {
        const ids =
          { keys: [them.key.id, them.userKey.id], users: [them.user.id], teams: [them.team.id] }[noun] ?? [];
        const ask = (id: string) =>
          as(me.admin)(`${method} /admin/${noun}/${id}${verb}`, method === 'GET' ? undefined : {});
        const absent = await ask(NO_ONE);
        for (const id of ids) {
          const answer = await ask(id);
          const isSame = answer.status === 404 && JSON.stringify(answer.body) === JSON.stringify(absent.body);
          if (!isSame) wrong.push({ method, noun, verb, answer });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect((await stack.call(`GET /admin/keys/${foreign.key.id}`)).body).toMatchObject({
      status: 'active',
      name: 'Foreign',
    });
  });

  it('lists only what is of its team, whatever it filters by', async () => {
    const ask = as(own.admin);
    const idsOf = async (path: string) =>
      (await ask(`GET ${path}`)).body.data.map(({ id }: { id: string }) => id);
    expect(await idsOf('/admin/teams')).toEqual([own.team.id]);
    expect(await idsOf('/admin/users')).toEqual([own.user.id]);
    expect((await idsOf('/admin/keys')).sort()).toEqual([own.key.id, own.userKey.id].sort());
    expect(await idsOf(`/admin/keys?team_id=${foreign.team.id}`)).toEqual([]);
    expect(await idsOf(`/admin/users?team_id=${foreign.team.id}`)).toEqual([]);
    const audit = (await ask('GET /admin/audit')).body.data;
    expect(new Set(audit.map(({ team_id }: { team_id: string }) => team_id))).toEqual(new Set([own.team.id]));
    expect((await ask(`GET /admin/audit?object_id=${foreign.key.id}`)).body.data).toEqual([]);
  });

  it('gives out keys and makes users in its team alone', async () => {
    const ask = as(own.admin);
    expect((await ask('POST /admin/keys', { name: 'new' })).body).toMatchObject({ team_id: own.team.id });
    expect((await ask('POST /admin/users', { name: 'new' })).body).toMatchObject({ team_id: own.team.id });
    for (const team_id of [foreign.team.id, NO_ONE]) {
      for (const route of [
        'POST /admin/keys',
        'POST /admin/users',
        `PATCH /admin/keys/${own.key.id}`,
        `PATCH /admin/users/${own.user.id}`,
      ]) {
        const { status, body } = await ask(route, {
          ...(route === 'POST /admin/users' ? { name: 'y' } : {}),
          team_id,
        });
        expect([route, status, body.error.message]).toEqual([
          route,
          400,
          'There is no team with this team_id.',
        ]);
      }
    }
    for (const user_id of [foreign.user.id, NO_ONE]) {
      for (const route of ['POST /admin/keys', `PATCH /admin/keys/${own.key.id}`]) {
        const { status, body } = await ask(route, { user_id });
        expect([status, body.error.message]).toEqual([400, 'There is no user with this user_id.']);
      }
    }
  });

  it('takes neither a key nor a user out of its team', async () => {
    const ask = as(own.admin);
    const expected = { status: 403, body: { error: { code: 'outside_own_team', param: 'team_id' } } };
    expect(await ask(`PATCH /admin/keys/${own.key.id}`, { team_id: null })).toMatchObject(expected);
    expect(await ask(`PATCH /admin/keys/${own.userKey.id}`, { user_id: null })).toMatchObject(expected);
    expect(await ask(`PATCH /admin/users/${own.user.id}`, { team_id: null })).toMatchObject(expected);
  });

  it('does not change its team, nor make credentials', async () => {
    const ask = as(own.admin);
    for (const [route, body] of [
      [`PATCH /admin/teams/${own.team.id}`, { max_budget: 1e6 }],
      [`DELETE /admin/teams/${own.team.id}`, {}],
      ['POST /admin/teams', { name: 'z' }],
      ['POST /admin/admin-keys', { name: 'z', role: 'viewer' }],
      ['GET /admin/admin-keys', undefined],
    ] as const) {
      expect((await ask(route, body)).status).toBe(403);
    }
  });
});

describe('those who run the gateway', () => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin((databases()[0] as ReturnType<typeof databases>[number]).start);
  }, 60_000);
  afterAll(() => stack.close());

  it('make no credential that is wider than their own', async () => {
    const admin = await stack.make('/admin/admin-keys', { name: 'a', role: 'admin' });
    const answer = await stack.call('POST /admin/admin-keys', {
      key: admin.key,
      body: { name: 'o', role: 'owner' },
    });
    expect(answer.status).toBe(403);
    for (const method of ['PATCH', 'PUT']) {
      const changed = await stack.call(`${method} /admin/admin-keys/${admin.id}`, {
        key: admin.key,
        body: { role: 'owner' },
      });
      expect(changed.status).toBe(404);
    }
  });

  it('make no credential that works longer than their own', async () => {
    const { key, expires_at } = await stack.make('/admin/admin-keys', {
      name: 'brief',
      role: 'owner',
      duration: '1h',
    });
    for (const ending of [{}, { duration: '2h' }, { expires_at: null }]) {
      const answer = await stack.call('POST /admin/admin-keys', {
        key,
        body: { name: 'x', role: 'owner', ...ending },
      });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'longer_than_own_key' } } });
    }
    expect((await stack.make('/admin/admin-keys', { name: 'x', role: 'owner', expires_at }, key)).role).toBe(
      'owner',
    );
  });

  it('give a team admin one team, and nobody else one', async () => {
    const team = await stack.make('/admin/teams', { name: 'T' });
    for (const body of [{ role: 'team_admin' }, { role: 'admin', team_id: team.id }, { role: 'root' }, {}]) {
      expect((await stack.call('POST /admin/admin-keys', { body: { name: 'x', ...body } })).status).toBe(400);
    }
  });

  it('see the credentials that there are, never the keys themselves', async () => {
    const made = await stack.make('/admin/admin-keys', { name: 'seen', role: 'viewer' });
    expect(made.key).toMatch(/^sk-admin-[0-9A-Za-z]{49}$/);
    const { body } = await stack.call('GET /admin/admin-keys?limit=1');
    const { key: _once, ...rest } = made;
    expect(body.data).toEqual([rest]);
  });
});

async function makeEstate({ make }: AdminStack, name: string): Promise<Estate> {
  const team = await make('/admin/teams', { name });
  const user = await make('/admin/users', { name, team_id: team.id });
  const { key: admin } = await make('/admin/admin-keys', { name, role: 'team_admin', team_id: team.id });
  const key = await make('/admin/keys', { name, team_id: team.id });
  return { team, user, key, userKey: await make('/admin/keys', { name, user_id: user.id }), admin };
}
