import { type AdminStack, MASTER_KEY, startAdmin } from '../admin/start-admin.js';
import { databases } from '../database/start-test-database.js';
import { type ConsoleClient, signIn } from './console-client.js';

const MODEL = 'claude-sonnet-4-5';
const CHAT = { model: MODEL, messages: [{ role: 'user', content: 'Hi' }] };
const MESSAGE = { ...CHAT, max_tokens: 20 };

describe.each(databases())('the playground ($name)', ({ start }) => {
  let stack: AdminStack;
  let owner: ConsoleClient;

  beforeAll(async () => {
    stack = await startAdmin(start);
    owner = await signIn(stack, MASTER_KEY);
  }, 60_000);
  afterAll(() => stack.close());

  const as = (keyId: string, more: Record<string, string> = {}) => ({ 'x-tollgate-key-id': keyId, ...more });
  const signInAs = async (role: string, more: object = {}) =>
    signIn(stack, (await stack.make('/admin/admin-keys', { name: role, role, ...more })).key);

  it('calls both APIs as a key, which the records show, streamed and whole', async () => {
    const { id } = await stack.make('/admin/keys', { name: 'played with' });
    const headers = as(id);
    const whole = await owner.call('POST /v1/messages', { body: MESSAGE, headers });
    expect(whole).toMatchObject({ status: 200, body: { type: 'message' } });
    const counted = await owner.call('POST /v1/messages/count_tokens', { body: CHAT, headers });
    expect(counted).toMatchObject({ status: 200, body: { input_tokens: expect.any(Number) } });
    const streamed = await owner.call('POST /v1/chat/completions', {
      body: { ...CHAT, stream: true },
      headers,
    });
    expect(streamed.status).toBe(200);
    expect(String(streamed.body)).toMatch(/^data: \{.*data: \[DONE\]\n\n$/s);
    const models = await owner.call('GET /v1/models', { headers });
    expect(models.status).toBe(200);
    const outcomes = await stack.gateway.waitForOutcomes(3);
    expect(outcomes.map(({ keyId, caller }) => ({ keyId, caller }))).toEqual(
      Array(3).fill({ keyId: id, caller: 'virtual_key' }),
    );
  });

  it('is held by what the key is held by', async () => {
    const { id } = await stack.make('/admin/keys', { models: ['claude-opus-*'] });
    const model = await owner.call('POST /v1/chat/completions', { body: CHAT, headers: as(id) });
    expect(model).toMatchObject({ status: 403, body: { error: { code: 'model_not_allowed' } } });
    const broke = await stack.make('/admin/keys', { max_budget: 0 });
    const budget = await owner.call('POST /v1/chat/completions', { body: CHAT, headers: as(broke.id) });
    expect(budget).toMatchObject({ status: 429, body: { error: { code: 'budget_exceeded' } } });
    const slow = await stack.make('/admin/keys', { rpm_limit: 1 });
    const call = () => owner.call('POST /v1/chat/completions', { body: CHAT, headers: as(slow.id) });
    expect([(await call()).status, (await call()).status]).toEqual([200, 429]);
    await stack.call(`POST /admin/keys/${slow.id}/block`);
    expect(await call()).toMatchObject({ status: 403, body: { error: { code: 'key_blocked' } } });
    await stack.call(`DELETE /admin/keys/${slow.id}`);
    expect(await call()).toMatchObject({ status: 404, body: { error: { code: 'key_not_found' } } });
  });

  it('spends as the master key for owners alone', async () => {
    const before = stack.gateway.outcomes().length;
    const mastered = await owner.call('POST /v1/chat/completions', { body: CHAT, headers: as('master') });
    expect(mastered.status).toBe(200);
    const outcomes = await stack.gateway.waitForOutcomes(before + 1);
    expect(outcomes.at(-1)).toMatchObject({ caller: 'master' });
    const admin = await signInAs('admin');
    const refused = await admin.call('POST /v1/chat/completions', { body: CHAT, headers: as('master') });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'role_not_allowed' } } });
    const { id } = await stack.make('/admin/keys', {});
    expect((await admin.call('POST /v1/chat/completions', { body: CHAT, headers: as(id) })).status).toBe(200);
  });

  it('gives a team admin the keys of its team, and a viewer none', async () => {
    const [team, other] = [
      await stack.make('/admin/teams', { name: 'Players' }),
      await stack.make('/admin/teams', { name: 'Other players' }),
    ];
    const user = await stack.make('/admin/users', { name: 'Player', team_id: team.id });
    const lead = await signInAs('team_admin', { team_id: team.id });
    const statusOf = async (settings: object) => {
      const { id } = await stack.make('/admin/keys', settings);
      return (await lead.call('POST /v1/messages', { body: MESSAGE, headers: as(id) })).status;
    };
    expect(await statusOf({ team_id: team.id })).toBe(200);
    expect(await statusOf({ user_id: user.id })).toBe(200);
    expect(await statusOf({ team_id: other.id })).toBe(403);
    expect(await statusOf({})).toBe(403);
    const viewer = await signInAs('viewer');
    const { id } = await stack.make('/admin/keys', {});
    const refused = await viewer.call('POST /v1/messages', { body: MESSAGE, headers: as(id) });
    expect(refused).toMatchObject({
      status: 403,
      body: { type: 'error', error: { type: 'permission_error' } },
    });
  });

  it('needs the CSRF token, the own page, a key that exists, and a session that has not ended', async () => {
    const { id } = await stack.make('/admin/keys', {});
    const codeOf = async (headers: Record<string, string>) => {
      const { status, body } = await owner.call('POST /v1/chat/completions', { body: CHAT, headers });
      return [status, body.error.code ?? body.error.param];
    };
    expect(await codeOf(as(id, { 'x-tollgate-csrf-token': 'x' }))).toEqual([403, 'csrf_token_invalid']);
    expect(await codeOf(as(id, { origin: 'https://evil.example' }))).toEqual([403, 'foreign_origin']);
    expect(await codeOf(as('nonsense'))).toEqual([400, 'x-tollgate-key-id']);
    expect(await codeOf(as('00000000-0000-4000-8000-000000000000'))).toEqual([404, 'key_not_found']);
    expect(await codeOf({})).toEqual([401, 'missing_api_key']);
    const leaving = await signIn(stack, MASTER_KEY);
    await leaving.call('DELETE /admin/session');
    const gone = await leaving.call('POST /v1/chat/completions', { body: CHAT, headers: as(id) });
    expect(gone).toMatchObject({ status: 401, body: { error: { code: 'no_session' } } });
  });

  it('is not looked at beside a key of the call', async () => {
    const { id } = await stack.make('/admin/keys', {});
    const headers = as(id, { authorization: 'Bearer wrong' });
    const { status, body } = await owner.call('POST /v1/chat/completions', { body: CHAT, headers });
    expect([status, body.error.code]).toEqual([401, 'invalid_api_key']);
  });
});
