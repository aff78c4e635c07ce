import { databases } from '../database/start-test-database.js';
import { startGateway } from '../start-gateway.js';
import { type AdminStack, MASTER_KEY, startAdmin } from './start-admin.js';

const [{ start }] = databases() as [ReturnType<typeof databases>[number]];

describe('the admin API without a master key', () => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start, { TOLLGATE_MASTER_KEY: undefined });
  }, 60_000);
  afterAll(() => stack.close());

  it('is open to whoever is on this machine, as an owner', async () => {
    const { status, body } = await stack.call('POST /admin/keys', { key: null, body: { name: 'first' } });
    expect([status, body.created_by]).toEqual([201, 'open']);
    expect((await stack.call('GET /admin/admin-keys', { key: 'whatever' })).status).toBe(200);
  });

  it('takes the holder of an admin key for what it is', async () => {
    const { key } = await stack.make('/admin/admin-keys', { name: 'v', role: 'viewer' });
    expect((await stack.call('POST /admin/keys', { key, body: {} })).status).toBe(403);
  });

  it('answers no page of another origin, also where the browser does not ask first', async () => {
    const { id } = await stack.make('/admin/keys', {});
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://localhost:8080' },
    ];
    for (const headers of foreign) {
      const answer = await stack.call(`POST /admin/keys/${id}/block`, { key: null, headers });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'foreign_origin' } } });
    }
    const own = { origin: stack.gateway.url, 'sec-fetch-site': 'same-origin' };
    expect((await stack.call(`GET /admin/keys/${id}`, { key: null, headers: own })).status).toBe(200);
  });
});

describe('the admin API without a database', () => {
  it('says so with a 503, and never that the key is wrong', async () => {
    const gateway = await startGateway({ env: { TOLLGATE_MASTER_KEY: MASTER_KEY } });
    const ask = async (route: string, key: string) => {
      const [method, path] = route.split(' ') as [string, string];
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const response = await fetch(gateway.url + path, {
        method,
        headers,
        body: method === 'POST' ? '{}' : undefined,
      });
      return {
        status: response.status,
        retry: response.headers.get('retry-after'),
        body: (await response.json()) as object,
      };
    };
    for (const route of [
      'GET /admin/keys',
      'POST /admin/keys',
      'GET /admin/audit',
      'GET /admin/admin-keys',
      'GET /admin/models',
      'POST /admin/secret/reseal',
    ]) {
      expect(await ask(route, MASTER_KEY)).toMatchObject({
        status: 503,
        retry: '1',
        body: { error: { code: 'database_unavailable' } },
      });
    }
    await gateway.close();
  });
});
