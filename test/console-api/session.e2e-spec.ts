import { type AdminStack, callTo, MASTER_KEY, startAdmin } from '../admin/start-admin.js';
import { makeDataDirectory } from '../database/data-directory.js';
import { describeWithPostgres, startPostgresServer } from '../database/postgres-server.js';
import { databases, startDatabaseOn } from '../database/start-test-database.js';
import { startGateway } from '../start-gateway.js';
import { clock } from './clock.js';
import { cookieOf, signIn } from './console-client.js';

const HOUR_MS = 3_600_000;
describe.each(databases())('a session of the console ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());
  afterEach(() => clock.restore());

  it('is made with the master key, kept in a cookie that no script reads, and tells who it is', async () => {
    const answer = await stack.call('POST /admin/session', { key: null, body: { key: MASTER_KEY } });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: expect.any(String),
      actor: 'master',
      role: 'owner',
      name: 'Master key',
      team_id: null,
      team_name: null,
      is_open: false,
      csrf_token: expect.any(String),
      created_at: expect.any(String),
      expires_at: expect.any(String),
    });
    const { created_at, expires_at } = answer.body;
    expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(12 * HOUR_MS);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^tollgate_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43[12]\d\d$/,
    );
    const read = await stack.call('GET /admin/session', { key: null, headers: { cookie: cookieOf(answer) } });
    expect(read).toMatchObject({ status: 200, body: answer.body });
  });

  it('is kept for https alone when the page came over https, by its origin or by its proxy', async () => {
    const { host } = new URL(stack.gateway.url);
    const secure: Record<string, string>[] = [
      { 'x-forwarded-proto': 'https' },
      { origin: `https://${host}` },
    ];
    for (const headers of secure) {
      const answer = await stack.call('POST /admin/session', {
        key: null,
        body: { key: MASTER_KEY },
        headers,
      });
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/);
    }
  });

  it('has the role and the team of its admin key, everywhere in the admin API', async () => {
    const [team, other] = [
      await stack.make('/admin/teams', { name: 'Session team' }),
      await stack.make('/admin/teams', { name: 'Other session team' }),
    ];
    const body = { name: 'lead', role: 'team_admin', team_id: team.id };
    const adminKey = await stack.make('/admin/admin-keys', body);
    const lead = await signIn(stack, adminKey.key);
    expect(lead.session).toMatchObject({
      actor: adminKey.id,
      role: 'team_admin',
      name: 'lead',
      team_id: team.id,
      team_name: 'Session team',
    });
    expect((await lead.call('GET /admin/teams')).body.data).toMatchObject([{ id: team.id }]);
    expect((await lead.call(`GET /admin/teams/${other.id}`)).status).toBe(404);
    const made = await lead.call('POST /admin/keys', { body: { name: 'by session' } });
    expect(made).toMatchObject({ status: 201, body: { team_id: team.id, created_by: adminKey.id } });
    const refused = await lead.call('POST /admin/teams', { body: { name: 'x' } });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'role_not_allowed' } } });
    const viewer = await signIn(
      stack,
      (await stack.make('/admin/admin-keys', { name: 'v', role: 'viewer' })).key,
    );
    expect((await viewer.call('GET /admin/keys')).status).toBe(200);
    expect((await viewer.call('POST /admin/keys', { body: {} })).status).toBe(403);
  });

  it('changes nothing without its CSRF token, nor for a page of another origin', async () => {
    const owner = await signIn(stack, MASTER_KEY);
    const other = await signIn(stack, MASTER_KEY);
    const body = { name: 'forged' };
    for (const token of ['', 'x', other.session.csrf_token]) {
      const headers = { 'x-tollgate-csrf-token': token };
      const forged = await owner.call('POST /admin/keys', { body, headers });
      expect(forged).toMatchObject({ status: 403, body: { error: { code: 'csrf_token_invalid' } } });
    }
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const forged = await owner.call('POST /admin/keys', { body, headers });
      expect(forged).toMatchObject({ status: 403, body: { error: { code: 'foreign_origin' } } });
      const signedIn = await stack.call('POST /admin/session', {
        key: null,
        body: { key: MASTER_KEY },
        headers,
      });
      expect(signedIn).toMatchObject({ status: 403, body: { error: { code: 'foreign_origin' } } });
    }
    expect((await owner.call('GET /admin/keys?name=forged')).body.data).toEqual([]);
    expect((await owner.call('POST /admin/keys', { body })).status).toBe(201);
  });

  it('is not looked at beside a key, right or wrong', async () => {
    const { cookie } = await signIn(stack, MASTER_KEY);
    const wrong = await stack.call('GET /admin/keys', { key: 'wrong', headers: { cookie } });
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } });
    const session = await stack.call('GET /admin/session', { headers: { cookie } });
    expect(session).toMatchObject({ status: 401, body: { error: { code: 'no_session' } } });
  });

  it('ends with a sign-out, for all who have its cookie', async () => {
    const owner = await signIn(stack, MASTER_KEY);
    const signedOut = await owner.call('DELETE /admin/session');
    expect(signedOut).toMatchObject({ status: 204, body: '' });
    expect(signedOut.headers.get('set-cookie')).toMatch(/^tollgate_session=; .*Max-Age=0/);
    for (const route of ['GET /admin/session', 'GET /admin/keys', 'DELETE /admin/session']) {
      expect(await owner.call(route)).toMatchObject({ status: 401, body: { error: { code: 'no_session' } } });
    }
  });

  it('ends when its admin key is revoked, and with the key at the latest', async () => {
    const body = { name: 'brief', role: 'owner', duration: '2h' };
    const adminKey = await stack.make('/admin/admin-keys', body);
    const client = await signIn(stack, adminKey.key);
    expect(client.session.expires_at).toBe(adminKey.expires_at);
    expect((await client.call('GET /admin/session')).status).toBe(200);
    await stack.call(`DELETE /admin/admin-keys/${adminKey.id}`);
    expect((await client.call('GET /admin/session')).status).toBe(401);
  });

  it('ends after an hour without a use, and not before', async () => {
    const [used, idle] = [await signIn(stack, MASTER_KEY), await signIn(stack, MASTER_KEY)];
    clock.advance(0.9 * HOUR_MS);
    expect((await used.call('GET /admin/session')).status).toBe(200);
    clock.advance(0.2 * HOUR_MS);
    expect((await used.call('GET /admin/session')).status).toBe(200);
    expect((await idle.call('GET /admin/session')).status).toBe(401);
  });

  it('ends after twelve hours, however much it is used', async () => {
    const client = await signIn(stack, MASTER_KEY);
    for (let halfHours = 1; halfHours < 24; halfHours++) {
      clock.advance(HOUR_MS / 2);
      expect((await client.call('GET /admin/session')).status).toBe(200);
    }
    clock.advance(HOUR_MS / 2);
    expect((await client.call('GET /admin/session')).status).toBe(401);
  });

  it('is in the audit, its beginning and its end', async () => {
    const adminKey = await stack.make('/admin/admin-keys', { name: 'audited', role: 'admin' });
    const client = await signIn(stack, adminKey.key);
    await client.call('DELETE /admin/session');
    const { body } = await stack.call(`GET /admin/audit?object_type=session&actor=${adminKey.id}`);
    expect(body.data).toMatchObject([
      { action: 'session.sign_out', object_id: client.session.id, changes: {} },
      { action: 'session.sign_in', object_id: client.session.id, actor_role: 'admin', changes: {} },
    ]);
  });

  it('is not made with anything else, and what was tried is in no log', async () => {
    const virtualKey = await stack.make('/admin/keys', {});
    for (const key of ['garbage-that-was-tried', virtualKey.key]) {
      const refused = await stack.call('POST /admin/session', { key: null, body: { key } });
      expect(refused).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } });
      expect(refused.headers.get('set-cookie')).toBeNull();
      expect(JSON.stringify([refused.body, stack.gateway.logLines])).not.toContain(key);
    }
    const missing = await stack.call('POST /admin/session', { key: null, body: {} });
    expect(missing).toMatchObject({ status: 401, body: { error: { code: 'missing_api_key' } } });
    const odd = await stack.call('POST /admin/session', { key: null, body: { key: 7 } });
    expect(odd).toMatchObject({ status: 400, body: { error: { param: 'key' } } });
    const large = await stack.call('POST /admin/session', { key: null, body: { key: 'x'.repeat(9000) } });
    expect(large.status).toBe(413);
  });

  it('is not found by a cookie that was made up, or that is there twice', async () => {
    const { cookie } = await signIn(stack, MASTER_KEY);
    for (const made of ['tollgate_session=', `tollgate_session=${'A'.repeat(43)}`, `${cookie}; ${cookie}x`]) {
      const { status } = await stack.call('GET /admin/session', { key: null, headers: { cookie: made } });
      expect(status).toBe(401);
    }
    const among = { cookie: `theme=dark; ${cookie}; other=1` };
    expect((await stack.call('GET /admin/session', { key: null, headers: among })).status).toBe(200);
  });
});

describe('signing in to the console', () => {
  it('is refused for a minute after ten wrong keys from one address, also with the right one', async () => {
    const stack = await startAdmin(databases()[0]!.start);
    const signInFrom = (key: string, address?: string) =>
      stack.call('POST /admin/session', {
        key: null,
        body: { key },
        headers: address === undefined ? {} : { 'x-forwarded-for': address },
      });
    try {
      const tried = await Promise.all(Array.from({ length: 12 }, () => signInFrom('wrong')));
      expect(tried.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), 429, 429]);
      const refused = await signInFrom(MASTER_KEY);
      expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too_many_sign_ins' } } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await signInFrom(MASTER_KEY, '192.0.2.1')).status).toBe(200);
      expect((await stack.call('GET /admin/keys')).status).toBe(200);
      for (let at = 0; at < 95; at++) await signInFrom('wrong', `192.0.2.${at}`);
      expect((await signInFrom(MASTER_KEY, '192.0.2.200')).status).toBe(429);
      clock.advance(61_000);
      expect((await signInFrom(MASTER_KEY)).status).toBe(200);
    } finally {
      clock.restore();
      await stack.close();
    }
  }, 60_000);

  it('needs no key on an open gateway, and ends there when it gets a master key', async () => {
    const database = await databases()[0]!.start();
    const open = await startGateway({ database });
    const client = await signIn({ call: callTo(open.url) });
    expect(client.session).toMatchObject({ actor: 'open', role: 'owner', is_open: true });
    expect((await client.call('POST /admin/keys', { body: {} })).status).toBe(201);
    const master = await signIn({ call: callTo(open.url) });
    await open.close();
    const closed = await startGateway({ database, env: { TOLLGATE_MASTER_KEY: MASTER_KEY } });
    const { cookie } = master;
    const call = callTo(closed.url);
    expect((await call('GET /admin/session', { key: null, headers: { cookie } })).status).toBe(401);
    const signedIn = await signIn({ call }, MASTER_KEY);
    await closed.close();
    const another = await startGateway({ database, env: { TOLLGATE_MASTER_KEY: `${MASTER_KEY}-another` } });
    const after = await callTo(another.url)('GET /admin/session', {
      key: null,
      headers: { cookie: signedIn.cookie },
    });
    expect(after.status).toBe(401);
    await another.close();
    await database.close();
  }, 60_000);
});

describeWithPostgres('a session of several replicas', () => {
  it('is known to all of them, and ended on all of them', async () => {
    const server = await startPostgresServer();
    const database = await startDatabaseOn(server.url);
    const env = {
      TOLLGATE_MASTER_KEY: MASTER_KEY,
      TOLLGATE_SECRET: 'a-secret-that-both-of-them-share',
      TOLLGATE_ALLOW_REPLICAS_WITHOUT_REDIS: 'true',
    };
    const own = makeDataDirectory();
    const one = await startGateway({ database, env });
    const two = await startGateway({
      database: { config: { ...database.config, dataDir: own.path } },
      env,
    });
    try {
      const [first, second] = [callTo(one.url), callTo(two.url)];
      const { cookie, session } = await signIn({ call: first }, MASTER_KEY);
      const headers = { cookie, 'x-tollgate-csrf-token': session.csrf_token as string };
      const read = await second('GET /admin/session', { key: null, headers });
      expect(read).toMatchObject({ status: 200, body: session });
      expect((await second('DELETE /admin/session', { key: null, headers })).status).toBe(204);
      expect((await first('GET /admin/session', { key: null, headers })).status).toBe(401);
    } finally {
      await Promise.all([one.close(), two.close()]);
      own.remove();
      await database.close();
      await server.close();
    }
  }, 60_000);
});
