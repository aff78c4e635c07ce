import request from 'supertest';

import { startGateway, type TestGateway } from './start-gateway.js';

const MASTER_KEY = 'sk-master-0123456789abcdef';

describe('the routes that need no upstream', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({
      env: { ANTHROPIC_API_KEY: 'sk-ant-api-x', TOLLGATE_MASTER_KEY: MASTER_KEY },
    });
  });
  afterAll(() => gateway.close());

  it.each(['/health/live', '/health/ready', '/health/liveliness', '/health/readiness'])(
    'answers the probe %s without a key',
    async (path) => {
      const { body } = await request(gateway.url).get(path).expect(200);
      expect(body).toMatchObject({ status: 'ok' });
    },
  );

  it('answers Claude Code’s probe', async () => {
    await request(gateway.url).head('/').expect(200);
  });

  it.each(['/v1/models', '/models'])('lists models at %s to those with a key', async (path) => {
    await request(gateway.url).get(path).expect(401);
    const { body } = await request(gateway.url)
      .get(path)
      .set('authorization', `Bearer ${MASTER_KEY}`)
      .expect(200);
    expect(body.object).toBe('list');
    expect(body.data).toContainEqual({
      id: 'claude-sonnet-4-5',
      object: 'model',
      created: 0,
      owned_by: 'tollgate',
    });
  });

  it('lists models in Anthropic’s shape, page by page, to Anthropic’s clients', async () => {
    const list = (query: string) =>
      request(gateway.url)
        .get(`/v1/models?${query}`)
        .set({ 'x-api-key': MASTER_KEY, 'anthropic-version': '2023-06-01' });
    const { body: first } = await list('limit=2').expect(200);
    expect(first.data).toHaveLength(2);
    expect(first.data[0]).toMatchObject({
      type: 'model',
      id: 'claude-sonnet-4-5',
      display_name: 'Claude Sonnet 4.5',
    });
    expect(first).toMatchObject({ has_more: true, first_id: 'claude-sonnet-4-5', last_id: first.data[1].id });
    const { body: second } = await list(`limit=2&after_id=${first.last_id}`).expect(200);
    expect(second.data[0].id).not.toBe(first.data[1].id);
    const { body: back } = await list(`limit=2&before_id=${second.first_id}`).expect(200);
    expect(back.data).toEqual(first.data);
    await list('limit=0').expect(400);
    await list('after_id=nope').expect(400);
  });

  it.each([
    ['get', '/v1/chat/completions', 405],
    ['put', '/v1/messages', 405],
    ['get', '/nowhere', 404],
    ['get', '/v1/models/gpt-4', 404],
  ] as const)('answers %s %s with %d in an error envelope', async (method, path, status) => {
    const agent = request(gateway.url);
    const { body, headers } = await agent[method](path)
      .set('authorization', `Bearer ${MASTER_KEY}`)
      .expect(status);
    expect(headers['x-request-id']).toMatch(/^req_[0-9a-f]{32}$/);
    expect(typeof body.error.message).toBe('string');
  });
});

describe('a gateway without any credential for upstream', () => {
  it('starts, and answers calls with a 503 that names the variables', async () => {
    const gateway = await startGateway({});
    const { body } = await request(gateway.url)
      .post('/v1/chat/completions')
      .send({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'Hi' }] })
      .expect(503);
    expect(body.error.message).toContain('CLAUDE_CODE_API_KEY');
    expect(body.error.message).toContain('ANTHROPIC_API_KEY');
    await gateway.close();
  });
});

describe('an open gateway', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ env: { ANTHROPIC_API_KEY: 'sk-ant-api-x' } });
  });
  afterAll(() => gateway.close());

  it('answers to localhost, and not to a name that a web page may have pointed at it', async () => {
    await request(gateway.url).get('/v1/models').set('host', 'localhost:4000').expect(200);
    const { body } = await request(gateway.url).get('/v1/models').set('host', 'evil.example').expect(400);
    expect(body.error.param).toBe('host');
  });

  it('takes no body that a web page could send unasked', async () => {
    await request(gateway.url)
      .post('/v1/chat/completions')
      .set('content-type', 'text/plain')
      .send('{}')
      .expect(415);
  });
});
