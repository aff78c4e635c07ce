import { databases } from '../database/start-test-database.js';
import { type AdminStack, startAdmin } from './start-admin.js';

describe.each(databases())('a POST with an Idempotency-Key ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  const post = (idempotencyKey: string, body: object, key?: string, path = '/admin/keys') =>
    stack.call(`POST ${path}`, { body, key, headers: { 'idempotency-key': idempotencyKey } });
  const countOf = async (name: string) => (await stack.call(`GET /admin/keys?name=${name}`)).body.data.length;

  it('is done once, and answered the same again, secret and all', async () => {
    const first = await post('once', { name: 'once' });
    const second = await post('once', { name: 'once' });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect({ status: second.status, body: second.body }).toEqual({ status: 201, body: first.body });
    expect(first.body.key).toMatch(/^sk-/);
    expect(await countOf('once')).toBe(1);
  });

  it('is done once when it is sent many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('at-once', { name: 'at-once' })));
    for (const { status, body, headers } of answers) {
      if (status === 201) continue;
      expect(body.error.code).toBe('idempotency_in_progress');
      expect([status, headers.get('retry-after')]).toEqual([409, '1']);
    }
    const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    expect(await countOf('at-once')).toBe(1);
    expect((await post('at-once', { name: 'at-once' })).body.id).toBe(ids[0]);
  });

  it('is refused when the key belongs to another request', async () => {
    await post('reused', { name: 'a' });
    const refused = { status: 409, body: { error: { code: 'idempotency_key_reused' } } };
    expect(await post('reused', { name: 'b' })).toMatchObject(refused);
    expect(await post('reused', { name: 'a' }, undefined, '/admin/users')).toMatchObject(refused);
  });

  it('has a key of its own for each caller', async () => {
    const { key } = await stack.make('/admin/admin-keys', { name: 'a', role: 'admin' });
    const one = await post('shared', { name: 'shared' });
    const other = await post('shared', { name: 'shared' }, key);
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(one.body.id);
  });

  it('can be sent again after it failed', async () => {
    expect((await post('failed', { name: '' })).status).toBe(400);
    expect((await post('failed', { name: 'better' })).status).toBe(201);
  });

  it('is replayed for rotations too', async () => {
    const { id } = await stack.make('/admin/keys', {});
    const path = `/admin/keys/${id}/rotate`;
    const first = await post('rotation', {}, undefined, path);
    const second = await post('rotation', {}, undefined, path);
    expect(second).toMatchObject({ status: 200, body: { key: first.body.key } });
  });

  it('has a key of visible ASCII characters', async () => {
    expect((await post('é', {})).body.error.param).toBe('idempotency-key');
    expect((await post('x'.repeat(256), {})).body.error.param).toBe('idempotency-key');
  });
});
