import { databases } from '../database/start-test-database.js';
import {
  type FakeAnthropic,
  type JsonObject,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { type AdminStack, MASTER_KEY, startAdmin } from './start-admin.js';

const NO_ONE = '00000000-0000-4000-8000-000000000000';
const API_KEY = 'sk-ant-api03-first-0123456789-AbCd';
const OTHER_KEY = 'sk-ant-api03-other-0123456789-WxYz';

describe.each(databases())('deployments by the admin API ($name)', ({ start }) => {
  let stack: AdminStack;
  let other: FakeAnthropic;

  beforeAll(async () => {
    other = await startFakeAnthropic();
    stack = await startAdmin(start, { ANTHROPIC_API_BASE: other.origin });
  }, 60_000);
  afterAll(() => Promise.all([stack.close(), other.close()]));

  /** A deployment before the first of the two upstreams. */
  const entry = (name: string, more: object = {}) => ({
    model_name: name,
    model: 'anthropic/claude-sonnet-4-5',
    api_key: API_KEY,
    api_base: stack.fake.origin,
    ...more,
  });
  const add = (name: string, more: object = {}) => stack.make('/admin/models', entry(name, more));
  const ask = async (model: string) => {
    const { status, headers } = await stack.chat(MASTER_KEY, model);
    return { status, deployment: headers.get('x-tollgate-deployment') };
  };
  /** The usage records of a request, once there is one. */
  const recordsOf = async (headers: Headers): Promise<JsonObject[]> => {
    const route = `GET /admin/usage?request_id=${headers.get('x-request-id')}`;
    for (let tries = 0; ; tries++) {
      const { data } = (await stack.call(route)).body;
      if (data.length > 0 || tries === 100) return data;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const lastOf = ({ requests }: FakeAnthropic): JsonObject => requests.at(-1) as unknown as JsonObject;

  it('are added with all that was said of them, and called from then on', async () => {
    const said = {
      model_name: 'everything',
      model: 'anthropic/claude-sonnet-4-5',
      api_base: stack.fake.origin,
      weight: 2.5,
      order: 0,
      rpm: 60,
      tpm: 100_000,
      timeout: 30.5,
      max_tokens: 512,
      drop_params: true,
      input_cost_per_token: 0.000003,
      cache_read_input_token_cost: 0,
    };
    const { status, body } = await stack.call('POST /admin/models', {
      body: { ...said, api_key: API_KEY, extra_headers: { 'X-Team': 'research' } },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...said,
      source: 'database',
      provider: 'anthropic',
      auth: 'api_key',
      credential_preview: '…AbCd',
      extra_header_names: ['x-team'],
      output_cost_per_token: null,
      is_paused: false,
      health: 'available',
      problem: null,
      created_by: 'master',
      warnings: [],
    });
    expect(await ask('everything')).toEqual({ status: 200, deployment: body.id });
    const { headers, body: sent } = lastOf(stack.fake);
    expect(headers).toMatchObject({ 'x-api-key': API_KEY, 'x-team': 'research' });
    expect(sent).toMatchObject({ model: 'claude-sonnet-4-5', max_tokens: 512 });
    const { warnings: _, status: before, ...shown } = body;
    expect(before).toMatchObject({ requests_last_minute: 0, requests_left: 60, tokens_left: 100_000 });
    const found = (await stack.call(`GET /admin/models/${body.id}`)).body;
    expect(found).toMatchObject(shown);
    expect(found.status).toMatchObject({
      health: 'available',
      in_flight: 0,
      requests_last_minute: 1,
      successes_last_minute: 1,
      requests_left: 59,
      duration_ms: expect.any(Number),
    });
  });

  it('are taken as an entry of the configuration file too', async () => {
    const body = {
      model_name: 'pasted',
      litellm_params: { model: 'anthropic/claude-haiku-4-5', api_key: API_KEY, rpm: 7 },
      model_info: { output_cost_per_token: 0.000005 },
    };
    const made = await stack.make('/admin/models', body);
    expect(made).toMatchObject({
      model: 'anthropic/claude-haiku-4-5',
      rpm: 7,
      output_cost_per_token: 0.000005,
    });
    const twice = await stack.call('POST /admin/models', { body: { ...body, rpm: 8 } });
    expect(twice).toMatchObject({ status: 400, body: { error: { param: 'rpm' } } });
  });

  it('go to the origin of their provider when they have none of their own', async () => {
    const { id, api_base } = await add('at-home', { api_base: null });
    expect(api_base).toBeNull();
    const before = other.requests.length;
    expect(await ask('at-home')).toEqual({ status: 200, deployment: id });
    expect(other.requests).toHaveLength(before + 1);
  });

  it('are changed for the very next call', async () => {
    const { id } = await add('changing');
    const patch = async (body: object) => {
      const answer = await stack.call(`PATCH /admin/models/${id}`, { body });
      expect(answer.status).toBe(200);
      return answer.body;
    };
    expect(await patch({ api_key: OTHER_KEY })).toMatchObject({ credential_preview: '…WxYz' });
    await ask('changing');
    expect(lastOf(stack.fake).headers['x-api-key']).toBe(OTHER_KEY);

    const moved = { api_base: other.origin, api_key: API_KEY };
    expect(await patch(moved)).toMatchObject({ api_base: other.origin, credential_preview: '…AbCd' });
    await ask('changing');
    expect(lastOf(other).headers['x-api-key']).toBe(API_KEY);

    await patch({ model: 'anthropic/claude-haiku-4-5', model_name: 'changed', rpm: 5, timeout: 30 });
    expect((await ask('changing')).status).not.toBe(200);
    expect(await ask('changed')).toEqual({ status: 200, deployment: id });
    expect(lastOf(other).body.model).toBe('claude-haiku-4-5');

    const reset = { rpm: null, timeout: null, weight: null };
    expect(await patch(reset)).toMatchObject({ rpm: null, timeout: null, weight: 1 });
    expect(await patch({})).toMatchObject({ model_name: 'changed' });
  });

  it('do not take their credential along to another address, provider or way of signing', async () => {
    const { id } = await add('staying', { extra_headers: { 'x-secret': 'header-value' } });
    const refused = async (body: object, param: string) => {
      const answer = await stack.call(`PATCH /admin/models/${id}`, { body });
      expect(answer).toMatchObject({ status: 400, body: { error: { param } } });
    };
    await refused({ api_base: other.origin }, 'api_key');
    await refused({ api_base: null }, 'api_key');
    await refused({ api_base: other.origin, api_key: OTHER_KEY }, 'extra_headers');
    await refused({ model: 'claude_code_native/claude-sonnet-4-5' }, 'api_key');
    await refused({ api_key: null }, 'api_key');
    const moved = { api_base: other.origin, api_key: OTHER_KEY, extra_headers: null };
    const { status, body } = await stack.call(`PATCH /admin/models/${id}`, { body: moved });
    expect([status, body.extra_header_names]).toEqual([200, []]);
  });

  it('are paused, resumed and removed', async () => {
    const { id } = await add('short-lived');
    const act = (route: string) => stack.call(route.replace(':id', id));
    expect((await act('POST /admin/models/:id/pause')).body).toMatchObject({
      is_paused: true,
      health: 'paused',
      status: null,
    });
    expect((await ask('short-lived')).status).not.toBe(200);
    expect((await act('POST /admin/models/:id/pause')).status).toBe(200);
    expect((await act('POST /admin/models/:id/resume')).body).toMatchObject({ health: 'available' });
    expect((await ask('short-lived')).status).toBe(200);
    expect(await act('DELETE /admin/models/:id')).toMatchObject({
      status: 200,
      body: { id, model_name: 'short-lived' },
    });
    expect((await ask('short-lived')).status).toBe(404);
    for (const route of ['GET', 'PATCH', 'DELETE'].map((verb) => `${verb} /admin/models/:id`)) {
      expect((await act(route)).body.error).toMatchObject({ code: 'deployment_not_found' });
    }
  });

  it('of the configuration are shown, and changed there', async () => {
    const { body } = await stack.call('GET /admin/models?source=config');
    expect(body.data).toHaveLength(1);
    const [ofFile] = body.data;
    expect(ofFile).toMatchObject({
      source: 'config',
      model_name: 'claude-*',
      model: 'claude_code_native/claude-*',
      auth: 'oauth_token',
      api_base: stack.fake.origin,
      health: 'available',
      created_at: null,
    });
    expect((await stack.call(`GET /admin/models/${ofFile.id}`)).body).toMatchObject({ id: ofFile.id });
    for (const route of ['PATCH', 'DELETE', 'POST /pause', 'POST /resume']) {
      const [verb, rest = ''] = route.split(' ');
      const answer = await stack.call(`${verb} /admin/models/${ofFile.id}${rest}`);
      expect(answer).toMatchObject({ status: 409, body: { error: { code: 'config_deployment' } } });
      expect(answer.body.error.message).toContain('edit the file');
    }
  });

  it('are listed in pages, and found by what is known of them', async () => {
    const names = ['page-1', 'page-2', 'page-3'];
    for (const name of names) await add(name, { extra_headers: {} });
    await stack.call('POST /admin/models', { body: entry('page-odd%', { weight: 0 }) });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { status, body } = await stack.call(`GET /admin/models?limit=2${cursor}`);
      expect(status).toBe(200);
      seen.push(...body.data.map(({ id }: JsonObject) => id));
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    const all = (await stack.call('GET /admin/models?limit=100')).body.data;
    expect(seen).toEqual(all.map(({ id }: JsonObject) => id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(all.at(-1).source).toBe('config');

    const count = async (query: string) => (await stack.call(`GET /admin/models?${query}`)).body.data.length;
    expect(await count('search=PAGE-')).toBe(4);
    expect(await count('search=page-odd%25')).toBe(1);
    expect(await count('model_name=page-2')).toBe(1);
    expect(await count('model_name=page')).toBe(0);
    expect(await count('provider=claude_code_native')).toBe(1);
    expect(await count('health=paused')).toBe(0);
    expect((await stack.call('GET /admin/models?health=well')).body.error.param).toBe('health');
    expect((await stack.call('GET /admin/models?cursor=nonsense')).body.error.param).toBe('cursor');
  });

  it('that are asked for by what is no id are nothing', async () => {
    for (const id of [NO_ONE, 'x', '%00', '..%2Fkeys']) {
      for (const route of [`GET /admin/models/${id}`, `POST /admin/models/${id}/test`]) {
        expect((await stack.call(route)).status).toBe(404);
      }
    }
  });

  it.each([
    ['model_name', { model_name: undefined }],
    ['model', { model: undefined }],
    ['model', { model: 'openai/gpt-5' }],
    ['model', { model: 'claude-sonnet-4-5' }],
    ['model', { model: 'anthropic/claude-*' }],
    ['model', { model: 'anthropic/claude-é' }],
    ['model', { model: `anthropic/${'x'.repeat(200)}` }],
    ['auth', { auth: 'oauth_token' }],
    ['auth', { auth: 'client_oauth' }],
    ['api_key', { api_key: undefined }],
    ['api_key', { api_key: 'with space' }],
    ['api_key', { api_key: '' }],
    ['api_key', { api_key: 'os.environ/ANTHROPIC_API_KEY' }],
    ['api_key', { model: 'claude_code_native/x', auth: 'client_oauth' }],
    ['api_base', { api_base: 'not a url' }],
    ['extra_headers', { extra_headers: ['x'] }],
    ['extra_headers.authorization', { extra_headers: { authorization: 'Bearer x' } }],
    ['extra_headers.x-bad', { extra_headers: { 'x-bad': 'line\nbreak' } }],
    ['rpm', { rpm: 0 }],
    ['rpm', { rpm: '60' }],
    ['weight', { weight: -1 }],
    ['order', { order: 1.5 }],
    ['timeout', { timeout: 0 }],
    ['input_cost_per_token', { input_cost_per_token: 3 }],
    ['drop_params', { drop_params: 'yes' }],
    ['id', { id: NO_ONE }],
    ['is_paused', { is_paused: true }],
    ['litellm_params.sealed_credential', { litellm_params: { sealed_credential: 'x' } }],
  ])('are refused by the name of the field that is wrong: %s', async (param, wrong) => {
    const answer = await stack.call('POST /admin/models', { body: entry('wrong', wrong) });
    expect({ status: answer.status, param: answer.body.error.param }).toEqual({ status: 400, param });
    expect(JSON.stringify(answer.body)).not.toContain(API_KEY);
  });

  it('are tested by a call of one token', async () => {
    const { id } = await add('tested');
    const { status, body } = await stack.call(`POST /admin/models/${id}/test`);
    expect(status).toBe(200);
    expect(body).toEqual({
      ok: true,
      status: 200,
      latency_ms: expect.any(Number),
      model: 'claude-sonnet-4-5',
      error_type: null,
      message: null,
    });
    expect(lastOf(stack.fake).body).toMatchObject({ model: 'claude-sonnet-4-5', max_tokens: 1 });

    const message = `invalid key ${API_KEY}, by the way`;
    stack.fake.nextAnswer({ status: 401, error: { type: 'authentication_error', message } });
    const failed = (await stack.call(`POST /admin/models/${id}/test`)).body;
    expect(failed).toMatchObject({ ok: false, status: 401, error_type: 'upstream_credential_rejected' });
    expect(JSON.stringify(failed)).not.toContain(API_KEY);
  });

  it('leave a usage record for each test call, with its cost', async () => {
    const { id } = await add('tested-for-money', { input_cost_per_token: 0.001 });
    const { headers } = await stack.call(`POST /admin/models/${id}/test`);
    const [answered] = await recordsOf(headers);
    expect(answered).toMatchObject({
      ...{ route: 'model_test', key_id: null, team_id: null, user_id: null, attempt: 1 },
      ...{
        model: 'tested-for-money',
        provider: 'anthropic',
        deployment: id,
        result: 'completed',
        status: 200,
      },
    });
    expect(answered?.input_tokens).toBeGreaterThan(0);
    expect(answered?.cost_usd).toBeGreaterThan(0.001 * Number(answered?.input_tokens));

    stack.fake.nextAnswer({ status: 404, error: { type: 'not_found_error', message: 'No such model.' } });
    const failed = await stack.call(`POST /admin/models/${id}/test`);
    expect(await recordsOf(failed.headers)).toMatchObject([
      { route: 'model_test', deployment: id, result: 'failed', cost_usd: 0, input_tokens: 0 },
    ]);

    const draft = await stack.call('POST /admin/models/test', { body: entry('only-tried') });
    expect(await recordsOf(draft.headers)).toMatchObject([
      { route: 'model_test', model: 'only-tried', deployment: null, result: 'completed' },
    ]);
  });

  it('whose credential upstream refused take calls again once a test succeeds, or the credential is another', async () => {
    const { id } = await add('refused');
    const refuse = async () => {
      const message = 'This credential was revoked.';
      stack.fake.nextAnswer({ status: 401, error: { type: 'authentication_error', message } });
      expect((await ask('refused')).status).not.toBe(200);
      const { body } = await stack.call(`GET /admin/models/${id}`);
      expect(body).toMatchObject({
        health: 'parked',
        status: { reason: 'credential', error: { message: expect.stringContaining(message) } },
      });
      expect((await stack.call('GET /admin/models?health=parked')).body.data).toHaveLength(1);
    };
    await refuse();
    expect((await stack.call(`POST /admin/models/${id}/test`)).body.ok).toBe(true);
    expect(await ask('refused')).toEqual({ status: 200, deployment: id });
    await refuse();
    await stack.call(`PATCH /admin/models/${id}`, { body: { api_key: OTHER_KEY } });
    expect(await ask('refused')).toEqual({ status: 200, deployment: id });
  });

  it('behind a wildcard are tested by a name that it stands for', async () => {
    const { id } = await add('wild-*', { model: 'anthropic/claude-*' });
    const test = (body: object) => stack.call(`POST /admin/models/${id}/test`, { body });
    expect((await test({})).body.error.param).toBe('model');
    expect((await test({ model: 'tame-1' })).body.error.param).toBe('model');
    expect((await test({ model: 'wild-haiku-4-5' })).body).toMatchObject({
      ok: true,
      model: 'claude-haiku-4-5',
    });
    expect(await ask('wild-haiku-4-5')).toEqual({ status: 200, deployment: id });
  });

  it('can be tested before they are added, which adds nothing', async () => {
    const body = entry('not-yet');
    const good = await stack.call('POST /admin/models/test', { body });
    expect(good).toMatchObject({ status: 200, body: { ok: true, model: 'claude-sonnet-4-5' } });
    const wild = { ...body, model_name: 'not-*', model: 'anthropic/claude-*' };
    expect((await stack.call('POST /admin/models/test', { body: wild })).body.error.param).toBe('test_model');
    const named = { ...wild, test_model: 'not-haiku-4-5' };
    expect((await stack.call('POST /admin/models/test', { body: named })).body.model).toBe(
      'claude-haiku-4-5',
    );
    expect((await ask('not-yet')).status).toBe(404);
    expect((await stack.call('GET /admin/models?search=not-')).body.data).toEqual([]);
  });

  it('of the callers’ own login keep no credential, and have nothing to be tested with', async () => {
    const body = {
      model_name: 'own-*',
      model: 'claude_code_native/claude-*',
      auth: 'client_oauth',
      api_base: stack.fake.origin,
    };
    const { id, credential_preview } = await stack.make('/admin/models', body);
    expect(credential_preview).toBeNull();
    const tested = await stack.call(`POST /admin/models/${id}/test`, { body: { model: 'own-haiku-4-5' } });
    expect(tested).toMatchObject({ status: 400, body: { error: { code: 'not_testable' } } });
  });

  it('that share the token of a plan are added with a word on Anthropic’s terms', async () => {
    const body = { model_name: 'shared', model: 'claude_code_native/claude-haiku-4-5', api_key: API_KEY };
    const { warnings, auth } = await stack.make('/admin/models', body);
    expect(auth).toBe('oauth_token');
    expect(warnings).toEqual([expect.stringMatching(/^Terms: Anthropic does not allow/)]);
  });

  it('show their credential’s end to those alone who may change them', async () => {
    const { id } = await add('previewed');
    const team = await stack.make('/admin/teams', { name: 'Lookers' });
    for (const [role, extra, preview] of [
      ['admin', {}, '…AbCd'],
      ['viewer', {}, null],
      ['team_admin', { team_id: team.id }, null],
    ] as const) {
      const { key } = await stack.make('/admin/admin-keys', { name: role, role, ...extra });
      const { body } = await stack.call(`GET /admin/models/${id}`, { key });
      expect({ role, preview: body.credential_preview }).toEqual({ role, preview });
    }
  });

  it('are noted with who did what, and of secrets only that they changed', async () => {
    const { id } = await add('noted', { rpm: 5 });
    await stack.call(`PATCH /admin/models/${id}`, { body: { rpm: 6, api_key: OTHER_KEY, timeout: 9 } });
    await stack.call(`POST /admin/models/${id}/pause`);
    await stack.call(`POST /admin/models/${id}/resume`);
    await stack.call(`POST /admin/models/${id}/test`);
    await stack.call(`DELETE /admin/models/${id}`);
    const { body } = await stack.call(`GET /admin/audit?object_type=model&object_id=${id}`);
    const entries: JsonObject[] = body.data.reverse();
    expect(entries.map(({ action }) => action)).toEqual(
      ['create', 'update', 'pause', 'resume', 'test', 'delete'].map((verb) => `model.${verb}`),
    );
    expect(entries[0]?.changes).toMatchObject({
      model: { from: null, to: 'anthropic/claude-sonnet-4-5' },
      api_key: { from: null, to: 'set' },
    });
    expect(entries[1]?.changes).toEqual({
      rpm: { from: 5, to: 6 },
      timeout: { from: null, to: 9 },
      api_key: { from: 'set', to: 'changed' },
    });
    expect(entries[4]?.changes).toMatchObject({ ok: { from: null, to: true } });
  });

  it('are added once, however often the same call is sent', async () => {
    const headers = { 'idempotency-key': 'one-model' };
    const send = () => stack.call('POST /admin/models', { body: entry('once'), headers });
    const [first, second] = [await send(), await send()];
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect((await stack.call('GET /admin/models?model_name=once')).body.data).toHaveLength(1);
  });
});
