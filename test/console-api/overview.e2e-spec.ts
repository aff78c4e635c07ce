import { type AdminStack, MASTER_KEY, startAdmin } from '../admin/start-admin.js';
import { databases } from '../database/start-test-database.js';
import { signIn } from './console-client.js';

const MODEL = 'claude-sonnet-4-5';

interface Item {
  kind: string;
  severity: string;
  subject: { type: string; id: string; name: string };
  message: string;
  details: Record<string, unknown>;
}

describe.each(databases())('budgets, attention and settings ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  const attention = async (key?: string): Promise<Item[]> =>
    (await stack.call('GET /admin/attention', key === undefined ? {} : { key })).body.data;
  /** What is pointed out once these are in it: the sums of days lag behind by some seconds. */
  const attentionTo = async (ids: string[]): Promise<Item[]> => {
    for (;;) {
      const items = await attention();
      if (ids.every((id) => items.some(({ subject }) => subject.id === id))) return items;
    }
  };
  /** Calls with a new key, and gives what one call costs, in dollars. */
  const costOfCall = async (): Promise<number> => {
    const { id, key } = await stack.make('/admin/keys', {});
    await stack.chat(key, MODEL);
    return (await stack.call(`GET /admin/keys/${id}`)).body.spend;
  };

  it('tells of every budget what is spent, held and left, by the figures that refuse calls', async () => {
    const settings = {
      max_budget: 2,
      budget_duration: '30d',
      budget_limits: [{ max_budget: 1, budget_duration: '1d' }, { max_budget: 100 }],
    };
    const { id, key, budgets: atFirst } = await stack.make('/admin/keys', { name: 'budgeted', ...settings });
    expect(atFirst[0]).toEqual({
      max_budget: 2,
      budget_duration: '30d',
      spent: 0,
      reserved: 0,
      left: 2,
      resets_at: expect.stringMatching(/T00:00:00.000Z$/),
    });
    await stack.chat(key, MODEL);
    const { body } = await stack.call(`GET /admin/keys/${id}`);
    expect(body.budgets).toHaveLength(3);
    for (const { spent, left, max_budget } of body.budgets) {
      expect(spent).toBe(body.spend);
      expect(left).toBeCloseTo(max_budget - spent, 9);
    }
    expect(body.budgets[2]).toMatchObject({ budget_duration: null, resets_at: null });
    const listed = (await stack.call('GET /admin/keys?name=budgeted')).body.data;
    expect(listed[0].budgets).toEqual(body.budgets);
    const team = await stack.make('/admin/teams', { name: 'Without budget' });
    expect(team.budgets).toEqual([]);
  });

  it('points out who is near a budget, and who is over it', async () => {
    const cost = await costOfCall();
    const team = await stack.make('/admin/teams', { name: 'Spenders' });
    const user = await stack.make('/admin/users', {
      name: 'Spender',
      max_budget: 100,
      budget_duration: '1mo',
    });
    const { key, id } = await stack.make('/admin/keys', {
      name: 'spends',
      team_id: team.id,
      user_id: user.id,
      soft_budget: 1,
    });
    const calm = await stack.make('/admin/keys', { name: 'calm', max_budget: 50 });
    await stack.chat(key, MODEL);
    // It was given a budget after it had spent: 90 % of this one.
    await stack.call(`PATCH /admin/keys/${id}`, {
      body: { max_budget: Number((cost / 0.9).toFixed(9)), budget_duration: '7d' },
    });
    await stack.call(`PATCH /admin/teams/${team.id}`, {
      body: { max_budget: Number((cost / 2).toFixed(9)) },
    });
    const items = await attentionTo([id, team.id]);
    expect(items.find(({ subject }) => subject.id === id)).toMatchObject({
      kind: 'key_near_budget',
      severity: 'warning',
      subject: { type: 'key', name: 'spends' },
      message: expect.stringMatching(/^The budget of the key "spends" is used to (89|90) %\.$/),
      details: { budget_duration: '7d', spent: cost, reserved: 0 },
    });
    expect(items[0]).toMatchObject({
      kind: 'team_near_budget',
      severity: 'critical',
      subject: { id: team.id },
      message: 'The budget of the team "Spenders" is used up.',
    });
    expect(items.some(({ subject }) => [calm.id, user.id].includes(subject.id))).toBe(false);
    const other = await stack.make('/admin/teams', { name: 'No spenders' });
    const keyOf = async (teamId: string) =>
      (await stack.make('/admin/admin-keys', { name: 'lead', role: 'team_admin', team_id: teamId })).key;
    const own = await attention(await keyOf(team.id));
    expect(own.map(({ subject }) => subject.id).sort()).toEqual([id, team.id].sort());
    expect(await attention(await keyOf(other.id))).toEqual([]);
  }, 30_000);

  it('points out deployments that take no calls, models without a price, and models that go', async () => {
    const deployment = { api_key: 'sk-ant-api03-test', model_name: 'mine' };
    const add = (model: string) =>
      stack.make('/admin/models', { ...deployment, model: `anthropic/${model}` });
    const paused = await add('claude-opus-4-5');
    await stack.call(`POST /admin/models/${paused.id}/pause`);
    const unpriced = await add('claude-not-known-to-anybody');
    await add('claude-3-opus-20240229');
    const items = await attention();
    const of = (kind: string) => items.filter((item) => item.kind === kind);
    expect(of('deployment_unavailable')).toMatchObject([
      { severity: 'warning', subject: { type: 'deployment', id: paused.id, name: 'mine' } },
    ]);
    expect(of('model_without_price')).toMatchObject([
      {
        subject: { type: 'model', id: 'claude-not-known-to-anybody' },
        details: { deployments: [unpriced.id] },
      },
    ]);
    expect(of('model_near_retirement')).toMatchObject([
      {
        severity: 'critical',
        subject: { id: 'claude-3-opus-20240229' },
        details: { retires_on: '2026-01-05', days_left: 0 },
      },
    ]);
  });

  it('shows what is configured and how everything is, and no secret', async () => {
    const viewer = await signIn(
      stack,
      (await stack.make('/admin/admin-keys', { name: 'v', role: 'viewer' })).key,
    );
    const { status, body } = await viewer.call('GET /admin/settings');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      node_version: process.version,
      host: '127.0.0.1',
      port: Number(new URL(stack.gateway.url).port),
      is_open: false,
      config_file: null,
      config: {
        router_settings: { routing_strategy: 'simple-shuffle', num_retries: 2 },
        general_settings: { master_key: 'set' },
      },
      database: { status: 'up', latency_ms: expect.any(Number) },
      journal: { status: 'up', is_writable: true },
      replicas: 1,
      features: { console: true },
    });
    expect(body.config.model_list[0].litellm_params.api_key).toBe('set');
    expect(body.database.migrations.applied).toBeGreaterThan(2);
    expect(Date.parse(body.started_at)).toBeLessThanOrEqual(Date.now());
    for (const secret of [MASTER_KEY, 'sk-ant-oat01-test'])
      expect(JSON.stringify(body)).not.toContain(secret);
  });
});
