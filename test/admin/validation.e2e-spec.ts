import { databases } from '../database/start-test-database.js';
import { type AdminStack, startAdmin } from './start-admin.js';

const [{ start }] = databases() as [ReturnType<typeof databases>[number]];

describe('what the admin API does not take', () => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack.close());

  /** A body of a key, the field at fault, and what is said of it. */
  it.each<[unknown, string, string]>([
    [{ naem: 'x' }, 'naem', '"naem" is not known here.'],
    [{ id: 'x' }, 'id', '"id" is not known here.'],
    [{ is_blocked: true }, 'is_blocked', '"is_blocked" is not known here.'],
    [{ created_by: 'me' }, 'created_by', '"created_by" is not known here.'],
    [{ spend: 0 }, 'spend', '"spend" is not known here.'],
    [{ name: '' }, 'name', '"name" must be text of 1 to 200 characters'],
    [{ name: 7 }, 'name', '"name" must be text'],
    [{ name: 'x'.repeat(10_240) }, 'name', '"name" must be text of 1 to 200'],
    [{ name: 'two\nlines' }, 'name', 'without control characters'],
    [{ name: 'nul\0' }, 'name', 'NUL character'],
    [{ metadata: { a: ['\ud800'] } }, 'metadata.a[0]', 'half a surrogate pair'],
    [{ metadata: { 'a\0': 1 } }, 'metadata', 'name cannot be kept'],
    [{ metadata: [] }, 'metadata', 'must be an object'],
    [{ metadata: { a: 'x'.repeat(20_000) } }, 'metadata', 'at most 16384 characters'],
    [{ models: 'claude-*' }, 'models', 'must be an array'],
    [{ models: ['ok', ''] }, 'models', 'names of models'],
    [{ models: Array(201).fill('x') }, 'models', 'at most 200'],
    [{ aliases: { fast: 7 } }, 'aliases', 'each with the name of a model'],
    [{ max_budget: -1 }, 'max_budget', 'from 0 to 9000000'],
    [{ max_budget: 9_000_001 }, 'max_budget', 'from 0 to 9000000'],
    [{ max_budget: 0.0000000001 }, 'max_budget', 'at most 9 decimals'],
    [{ max_budget: '50' }, 'max_budget', 'US dollars'],
    ['{"max_budget":1e999}', 'max_budget', 'US dollars'],
    [{ budget_limits: {} }, 'budget_limits', 'must be an array'],
    [{ budget_limits: [7] }, 'budget_limits[0]', ''],
    [{ budget_limits: [{ max_budget: 1 }, { max_budget: -1 }] }, 'budget_limits[1].max_budget', 'from 0'],
    [{ budget_limits: [{ max_budget: 1, window: '1d' }] }, 'budget_limits[0].window', 'not known here'],
    [{ budget_limits: [{ budget_duration: '1d' }] }, 'budget_limits[0].max_budget', 'US dollars'],
    [{ budget_duration: '1d' }, 'budget_duration', 'needs a "max_budget"'],
    [{ max_budget: 1, budget_duration: '1w' }, 'budget_duration', 's, m, h, d or mo'],
    [{ max_budget: 1, budget_duration: '0d' }, 'budget_duration', 'whole number'],
    [{ rpm_limit: 1.5 }, 'rpm_limit', 'whole number'],
    [{ rpm_limit: 0 }, 'rpm_limit', 'from 1'],
    [{ tpm_limit: 1e12 }, 'tpm_limit', 'to 1000000000'],
    [{ max_parallel_requests: true }, 'max_parallel_requests', 'whole number'],
    [{ team_id: 'makers' }, 'team_id', 'which is a UUID'],
    [{ user_id: { $ne: null } }, 'user_id', 'which is a UUID'],
    [{ expires_at: 'tomorrow' }, 'expires_at', 'must be a time such as'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at', 'in the future'],
    [{ expires_at: '9999-01-01T00:00:00Z' }, 'expires_at', 'before the year 3000'],
    [{ duration: '999999mo' }, 'duration', 'before the year 3000'],
    [{ duration: '1d', expires_at: '2099-01-01T00:00:00Z' }, 'duration', 'not both'],
    ['{"__proto__":{"x":1}}', '__proto__', 'not a name that a field can have'],
    ['{"metadata":{"__proto__":1}}', 'metadata.__proto__', 'not a name'],
    ['{"constructor":1}', 'constructor', 'not a name'],
    ['{"metadata":{"a":{"constructor":{"prototype":1}}}}', 'metadata.a.constructor', 'not a name'],
    ['{"name":"a","name":"b"}', 'name', 'twice'],
  ])('names the field of %j', async (body, param, message) => {
    const answer = await stack.call('POST /admin/keys', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', param, code: null });
    expect(answer.body.error.message).toContain(message);
  });

  it('is listed field by field, the first one in front', async () => {
    const body = { name: '', rpm_limit: -1, budget_limits: [{ max_budget: 'x' }] };
    const { error } = (await stack.call('POST /admin/keys', { body })).body;
    const params = error.details.map(({ param }: { param: string }) => param);
    expect(params).toEqual(expect.arrayContaining(['name', 'rpm_limit', 'budget_limits[0].max_budget']));
    expect(error).toMatchObject(error.details[0]);
  });

  it.each<[string, string]>([
    ['{"name": }', 'at byte 9'],
    ['[]', 'object'],
    ['"x"', 'object'],
    ['{"a":'.repeat(30), 'deep'],
    [`{"metadata":[${'1,'.repeat(20_000)}1]}`, 'values'],
    ['{"max_budget":' + '9'.repeat(100) + '}', 'number'],
  ])('is JSON that is broken or absurd: %.20s', async (body, message) => {
    const answer = await stack.call('POST /admin/keys', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('is a body of another type, or one that is too large', async () => {
    const asText = { body: '{}', headers: { 'content-type': 'text/plain' } };
    expect((await stack.call('POST /admin/keys', asText)).status).toBe(415);
    const zipped = { body: '{}', headers: { 'content-encoding': 'gzip' } };
    expect((await stack.call('POST /admin/keys', zipped)).status).toBe(415);
    const body = { metadata: { a: 'x'.repeat(1024 * 1024) } };
    expect((await stack.call('POST /admin/keys', { body })).status).toBe(413);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=abc', 'cursor'],
    [`cursor=${Buffer.from('1.2').toString('base64url')}`, 'cursor'],
    ['cursor=', 'cursor'],
    ['team_id=x', 'team_id'],
    ['status=gone', 'status'],
    ['name=%00', 'name'],
    ['nmae=x', 'nmae'],
    ['constructor=x', 'constructor'],
    ['limit[]=1', 'limit[]'],
  ])('is a query with %s', async (query, param) => {
    const { status, body } = await stack.call(`GET /admin/keys?${query}`);
    expect({ status, param: body.error?.param }).toEqual({ status: 400, param });
    expect(body.error.message).toContain(param);
  });

  it('is never the gateway at fault, whatever is sent', async () => {
    const fields = [
      'name',
      'models',
      'max_budget',
      'budget_limits',
      'user_id',
      'aliases',
      'metadata',
      'expires_at',
    ];
    const values = [
      null,
      true,
      0,
      -0,
      1e21,
      '',
      ' ',
      '\u202e',
      '💥',
      [],
      [[]],
      [null],
      {},
      { a: null },
      { length: 1 },
    ];
    for (const path of ['/admin/keys', '/admin/teams', '/admin/users', '/admin/admin-keys']) {
      for (const field of fields) {
        const calls = values.map((value) => stack.call(`POST ${path}`, { body: { [field]: value } }));
        const faults = (await Promise.all(calls)).filter(({ status }) => status >= 500);
        expect(faults).toEqual([]);
      }
    }
  }, 60_000);

  it('is the same name, or the same address, twice', async () => {
    await stack.make('/admin/teams', { name: 'Once' });
    await stack.make('/admin/users', { name: 'One', email: 'one@example.com' });
    const expected = async (path: string, body: object, param: string) => {
      const answer = await stack.call(`POST ${path}`, { body });
      expect(answer).toMatchObject({ status: 409, body: { error: { param, code: 'already_exists' } } });
    };
    await expected('/admin/teams', { name: 'Once' }, 'name');
    await expected('/admin/users', { name: 'One' }, 'name');
    await expected('/admin/users', { name: 'Two', email: 'one@example.com' }, 'email');
    const { id } = await stack.make('/admin/teams', { name: 'Twice' });
    const renamed = await stack.call(`PATCH /admin/teams/${id}`, { body: { name: 'Once' } });
    expect(renamed).toMatchObject({ status: 409, body: { error: { param: 'name' } } });
  });
});
