import { databases } from '../database/start-test-database.js';
import { type RouterRow, watchRouter } from './router-table.js';
import { type AdminStack, MASTER_KEY, startAdmin } from './start-admin.js';

const NO_ONE = '00000000-0000-4000-8000-000000000000';
const READERS = ['owner', 'admin', 'team_admin', 'viewer'];

/** Whom each route is for. A new route is put here by hand: that is the point. */
const POLICY: [method: RegExp, path: RegExp, audience: string[]][] = [
  [/^GET$/, /^\/health\/(live|liveliness|liveness|ready|readiness)$/, ['public']],
  [/^HEAD$/, /^\/$/, ['public']],
  [/^GET$/, /^\/docs(\/.*)?$/, ['public']],
  [/^GET$/, /^\/(ui(\/\*)?)?$/, ['public']],
  [/^(GET|POST|DELETE)$/, /^\/admin\/session$/, ['session']],
  [/^GET$/, /^\/admin\/attention$/, READERS],
  [/^GET$/, /^\/admin\/settings$/, ['owner', 'admin', 'viewer']],
  [/^POST$/, /^(\/v1)?\/chat\/completions$/, ['llm']],
  [/^POST$/, /^\/v1\/messages(\/count_tokens)?$/, ['llm']],
  [/^GET$/, /^(\/v1)?\/models(\/\*)?$/, ['llm']],
  [/^GET$/, /^\/metrics$/, ['metrics']],
  [/^GET$/, /^\/admin\/(keys|users|teams)(\/:id)?$/, READERS],
  [
    /^(POST|PATCH|DELETE)$/,
    /^\/admin\/(keys|users)(\/:id)?(\/(block|unblock))?$/,
    ['owner', 'admin', 'team_admin'],
  ],
  [/^POST$/, /^\/admin\/keys\/:id\/rotate$/, ['owner', 'admin', 'team_admin']],
  [/^(POST|PATCH|DELETE)$/, /^\/admin\/teams(\/:id)?(\/(block|unblock))?$/, ['owner', 'admin']],
  [/^(GET|POST|DELETE)$/, /^\/admin\/admin-keys(\/:id)?$/, ['owner']],
  [/^GET$/, /^\/admin\/models(\/:id)?$/, READERS],
  [/^(POST|PATCH|DELETE)$/, /^\/admin\/models(\/test|\/:id(\/(test|pause|resume))?)?$/, ['owner', 'admin']],
  [/^POST$/, /^\/admin\/secret\/reseal$/, ['owner']],
  [/^GET$/, /^\/admin\/(audit|usage|usage\/summary)$/, READERS],
  [/^GET$/, /^\/admin\/usage\/requests\/:request_id$/, READERS],
];

/** What the kinds of callers are to the policy. */
const MEMBERSHIP: Record<string, string> = {
  master: 'owner',
  owner: 'owner',
  admin: 'admin',
  'team admin': 'team_admin',
  'admin of another team': 'team_admin',
  viewer: 'viewer',
};

describe.each(databases())('who may call what ($name)', ({ start }) => {
  let stack: AdminStack;
  let table: RouterRow[];
  let keys: Record<string, string | null>;

  beforeAll(async () => {
    ({ started: stack, table } = await watchRouter(() =>
      // Without the console's files, which need not be built here.
      startAdmin(start, { DISABLE_ADMIN_UI: 'true' }),
    ));
    keys = await makeCallers(stack);
  }, 60_000);
  afterAll(() => stack.close());

  it('is declared for every route of the router', () => {
    expect(table.length).toBeGreaterThan(40);
    expect(table.filter((row) => audienceOf(row) === undefined)).toEqual([]);
  });

  it('holds for every route and every kind of caller', async () => {
    const wrong: string[] = [];
    for (const row of table) {
      for (const [caller, key] of Object.entries(keys)) {
        const path = row.path.replace(':id', NO_ONE).replace('*', 'x');
        const { status } = await stack.call(`${row.method} ${path}`, { key });
        const expected = expectedFor(caller, audienceOf(row) ?? []);
        const met = status === 401 || status === 403 ? status : 'in';
        if (met !== expected || status >= 500) {
          wrong.push(`${caller}: ${row.method} ${row.path} is ${status}, not ${expected}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('is decided before anything of a body is read', async () => {
    const body = '{"name":'.repeat(10_000);
    expect((await stack.call('POST /admin/teams', { key: null, body })).status).toBe(401);
    expect((await stack.call('POST /admin/teams', { key: keys.viewer, body })).status).toBe(403);
  });

  it('tells the holder of a virtual key that this is not its door', async () => {
    const { body } = await stack.call('GET /admin/keys', { key: keys['virtual key'] });
    expect(body.error).toMatchObject({ code: 'admin_key_required', type: 'permission_error', param: null });
    expect(body.error.message).toContain('virtual key');
  });

  it('is told to those whose role is too narrow', async () => {
    const { body } = await stack.call('POST /admin/teams', { key: keys.viewer, body: { name: 'x' } });
    expect(body.error).toMatchObject({ code: 'role_not_allowed' });
    expect(body.error.message).toBe('This needs one of the roles owner, admin; the key has the role viewer.');
  });
});

function audienceOf({ method, path }: RouterRow): string[] | undefined {
  // The router answers HEAD wherever it answers GET.
  const methods = method === 'HEAD' ? ['HEAD', 'GET'] : [method];
  return POLICY.find(([verbs, paths]) => methods.some((one) => verbs.test(one)) && paths.test(path))?.[2];
}

function expectedFor(caller: string, audience: string[]): 401 | 403 | 'in' {
  if (audience.includes('public')) return 'in';
  const role = MEMBERSHIP[caller];
  if (audience.includes('llm')) {
    if (caller === 'blocked key') return 403;
    return caller === 'virtual key' || caller === 'master' ? 'in' : 401;
  }
  // A session is made with a body and kept in a cookie: a key in a header is none.
  if (audience.includes('session')) return 401;
  // The test runs on the gateway's own machine.
  if (audience.includes('metrics') && (caller === 'nobody' || caller === 'master')) return 'in';
  if (caller.endsWith(' key')) return 403;
  if (role === undefined || audience.includes('metrics')) return 401;
  return audience.includes(role) ? 'in' : 403;
}

async function makeCallers({ make, call }: AdminStack): Promise<Record<string, string | null>> {
  const [team, other] = [
    await make('/admin/teams', { name: 'Own' }),
    await make('/admin/teams', { name: 'Other' }),
  ];
  const adminKey = async (role: string, extra: object = {}) =>
    make('/admin/admin-keys', { name: role, role, ...extra });
  const blocked = await make('/admin/keys', {});
  await call(`POST /admin/keys/${blocked.id}/block`);
  const revoked = await adminKey('owner');
  await call(`DELETE /admin/admin-keys/${revoked.id}`);
  const dead = await make('/admin/keys', {});
  await call(`DELETE /admin/keys/${dead.id}`);
  return {
    nobody: null,
    garbage: 'garbage',
    'mistyped admin': `${(await adminKey('owner')).key}x`,
    'revoked admin': revoked.key,
    'expired admin': await expiredKey({ make, call }),
    'of a revoked one': dead.key,
    'virtual key': (await make('/admin/keys', { team_id: team.id })).key,
    'blocked key': blocked.key,
    viewer: (await adminKey('viewer')).key,
    'team admin': (await adminKey('team_admin', { team_id: team.id })).key,
    'admin of another team': (await adminKey('team_admin', { team_id: other.id })).key,
    admin: (await adminKey('admin')).key,
    owner: (await adminKey('owner')).key,
    master: MASTER_KEY,
  };
}

async function expiredKey({ make, call }: Pick<AdminStack, 'make' | 'call'>): Promise<string> {
  const { key } = await make('/admin/admin-keys', { name: 'brief', role: 'owner', duration: '1s' });
  for (;;) {
    const { status, body } = await call('GET /admin/teams', { key });
    if (status === 200) continue;
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: 'expired_api_key' });
    return key;
  }
}
