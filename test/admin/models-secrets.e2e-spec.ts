import { databases, type TestDatabase } from '../database/start-test-database.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { secretsIn, secretsOnDisk } from '../reliability/harness/planted-secrets.js';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { callTo, MASTER_KEY } from './start-admin.js';

const FIRST = 'the-first-secret-0123456789abcdef';
const SECOND = 'the-second-secret-0123456789abcdef';
const PLANTED = {
  credential: 'sk-ant-api03-planted-Zx9-Kq7_Lm5+Np3',
  'second credential': 'sk-ant-api03-planted-Ww1-Vv2_Uu3+Tt4',
  header: 'header-token-Ab1~Cd2!Ef3*Gh4',
};

describe.each(databases())('the credentials of deployments ($name)', ({ start }) => {
  let database: TestDatabase;
  let fake: FakeAnthropic;
  let gateway: TestGateway | undefined;

  beforeEach(async () => {
    [database, fake] = await Promise.all([start(), startFakeAnthropic()]);
  }, 60_000);
  afterEach(async () => {
    await gateway?.close();
    await Promise.all([database.close(), fake.close()]);
  });

  /** Starts the gateway anew on the same database, with these secrets. */
  const run = async (env: Record<string, string>) => {
    await gateway?.close();
    gateway = await startGateway({
      database,
      env: { ANTHROPIC_API_BASE: fake.origin, TOLLGATE_MASTER_KEY: MASTER_KEY, ...env },
    });
    return callTo(gateway.url);
  };
  const entry = (name: string, more: object = {}) => ({
    model_name: name,
    model: 'anthropic/claude-sonnet-4-5',
    api_key: PLANTED.credential,
    extra_headers: { 'x-team-token': PLANTED.header },
    ...more,
  });
  const chat = { max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] };
  type Call = Awaited<ReturnType<typeof run>>;
  const ask = async (call: Call, model: string, key = MASTER_KEY) =>
    (await call('POST /v1/chat/completions', { key, body: { ...chat, model } })).status;

  it('are in no table, no log and no answer, in whatever spelling', async () => {
    const call = await run({ TOLLGATE_SECRET: FIRST });
    const answers: string[] = [];
    const keep = async (route: string, body?: object, headers?: Record<string, string>) => {
      const answer = await call(route, { body, headers });
      answers.push(JSON.stringify([...answer.headers]), JSON.stringify(answer.body));
      return answer;
    };
    const once = { 'idempotency-key': 'planted' };
    const { id } = (await keep('POST /admin/models', entry('planted'), once)).body;
    await keep('POST /admin/models', entry('planted'), once);
    await keep('POST /admin/models', entry('planted', { rpm: 'wrong' }));
    await keep('POST /admin/models', entry('planted', { model: PLANTED.credential }));
    await keep('POST /admin/models/test', entry('planted'));
    await keep(`PATCH /admin/models/${id}`, { api_key: PLANTED['second credential'], rpm: 9 });
    fake.nextAnswer((request) => ({
      status: 401,
      error: { type: 'authentication_error', message: `wrong: ${JSON.stringify(request.headers)}` },
    }));
    await keep(`POST /admin/models/${id}/test`);
    await keep('GET /admin/models');
    await keep('GET /admin/audit');
    await keep('GET /admin/usage');
    expect(await ask(call, 'planted')).toBe(200);
    expect(fake.requests.at(-1)?.headers).toMatchObject({
      'x-api-key': PLANTED['second credential'],
      'x-team-token': PLANTED.header,
    });
    await keep(`DELETE /admin/models/${id}`);
    await keep('POST /admin/models', entry('kept'));
    const { logLines } = gateway as TestGateway;
    await gateway?.close();
    gateway = undefined;

    expect(secretsIn(answers.join('\n'), PLANTED)).toEqual([]);
    expect(secretsIn(JSON.stringify(logLines), PLANTED)).toEqual([]);
    expect(await secretsOnDisk(database, PLANTED)).toEqual([]);
  }, 40_000);

  it('serve again after a restart', async () => {
    const before = await run({ TOLLGATE_SECRET: FIRST });
    const { body } = await before('POST /admin/models', { body: entry('kept') });
    await before('POST /admin/models', { body: entry('paused') }).then(({ body: { id } }) =>
      before(`POST /admin/models/${id}/pause`),
    );
    const after = await run({ TOLLGATE_SECRET: FIRST });
    expect(await ask(after, 'kept')).toBe(200);
    expect(fake.requests.at(-1)?.headers['x-api-key']).toBe(PLANTED.credential);
    expect(await ask(after, 'paused')).toBe(404);
    const { warnings: _, ...shown } = body;
    const { status: _before, ...settings } = shown;
    expect((await after(`GET /admin/models/${body.id}`)).body).toMatchObject(settings);
  }, 40_000);

  it('that another secret has sealed do not stop the start; they are left out, and said to be', async () => {
    const before = await run({ TOLLGATE_SECRET: FIRST });
    const { id } = (await before('POST /admin/models', { body: entry('lost') })).body;
    const call = await run({ TOLLGATE_SECRET: SECOND });
    expect((await call(`GET /admin/models/${id}`)).body).toMatchObject({
      health: 'unreadable',
      status: null,
      extra_header_names: [],
      problem: expect.stringContaining('TOLLGATE_SECRET_PREVIOUS'),
    });
    expect((await call('GET /admin/models?health=unreadable')).body.data).toHaveLength(1);
    expect(await ask(call, 'lost')).not.toBe(200);
    const test = await call(`POST /admin/models/${id}/test`);
    expect(test).toMatchObject({ status: 409, body: { error: { code: 'credential_unreadable' } } });
    await call('POST /admin/models', { body: entry('another') });
    const errors = (gateway as TestGateway).logLines.filter(({ level }) => level === 50);
    expect(errors).toMatchObject([{ deployment: id, msg: expect.stringContaining('left out') }]);
    expect(await ask(call, 'another')).toBe(200);

    const refused = await call(`PATCH /admin/models/${id}`, { body: { rpm: 1 } });
    expect(refused).toMatchObject({ status: 400, body: { error: { param: 'api_key' } } });
    const cure = { api_key: PLANTED.credential, extra_headers: null };
    expect((await call(`PATCH /admin/models/${id}`, { body: cure })).body.health).toBe('available');
    expect(await ask(call, 'lost')).toBe(200);
  }, 40_000);

  it('and keys go over to a new secret while the old one is still at hand', async () => {
    const before = await run({ TOLLGATE_SECRET: FIRST });
    for (const name of ['one', 'two']) await before('POST /admin/models', { body: entry(name) });
    const made = async (path: string, body: object) => (await before(`POST ${path}`, { body })).body;
    const used = (await made('/admin/keys', {})).key;
    const rotated = await made('/admin/keys', {});
    await before(`POST /admin/keys/${rotated.id}/rotate`, { body: { grace_period: '1h' } });
    const owner = (await made('/admin/admin-keys', { name: 'o', role: 'owner' })).key;
    const admin = (await made('/admin/admin-keys', { name: 'a', role: 'admin' })).key;
    const once = { headers: { 'idempotency-key': 'over' }, body: { name: 'over' } };
    const first = await before('POST /admin/keys', once);

    const without = await run({ TOLLGATE_SECRET: SECOND });
    expect(await ask(without, 'one', used)).toBe(401);
    expect((await without('GET /admin/keys', { key: owner })).status).toBe(401);

    const both = await run({ TOLLGATE_SECRET: SECOND, TOLLGATE_SECRET_PREVIOUS: FIRST });
    expect(await ask(both, 'one', used)).toBe(200);
    expect(await ask(both, 'one', rotated.key)).toBe(200);
    expect((await both('GET /admin/keys', { key: owner })).status).toBe(200);
    expect((await both('POST /admin/keys', once)).body).toEqual(first.body);
    const reseal = async (key = owner) => both('POST /admin/secret/reseal', { key });
    expect((await reseal(admin)).status).toBe(403);
    const counts = (await reseal()).body;
    expect(counts).toEqual({ resealed: 2, already_current: 0, unreadable: 0 });
    expect((await reseal()).body).toEqual({ resealed: 0, already_current: 2, unreadable: 0 });
    const audit = await both('GET /admin/audit?action=model.reseal');
    expect(audit.body.data).toHaveLength(2);

    const after = await run({ TOLLGATE_SECRET: SECOND });
    for (const name of ['one', 'two']) expect(await ask(after, name, used)).toBe(200);
    expect(await ask(after, 'one', rotated.key)).toBe(200);
    expect((await after('GET /admin/keys', { key: admin })).status).toBe(200);
    expect((await after('POST /admin/secret/reseal')).body).toMatchObject({ resealed: 0, unreadable: 0 });
  }, 90_000);
});
