import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { databases } from '../database/start-test-database.js';
import { PROJECT_ROOT } from '../examples/example-files.js';
import { type AdminStack, startAdmin } from './start-admin.js';

const TEXT = readFileSync(join(PROJECT_ROOT, 'docs/openapi.json'), 'utf8');
const DOCUMENT = JSON.parse(TEXT);

/** Whatever JSON holds. */
type Json = ReturnType<typeof JSON.parse>;

interface Words {
  request?: Json;
  answer: Json;
}

/** The examples of a route. */
function examplesOf(route: string): Words {
  const [method = '', path = ''] = route.split(' ');
  const operation = DOCUMENT.paths[path][method.toLowerCase()];
  const [, done] = Object.entries<Json>(operation.responses)[0] as [string, Json];
  return {
    request: operation.requestBody?.content['application/json'].example,
    answer: done.content['application/json'].example,
  };
}

describe.each(databases().slice(0, 1))('the documentation of the API', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(start);
  }, 60_000);
  afterAll(() => stack?.close());

  it('is there as OpenAPI, for everybody, as it is checked in', async () => {
    const { status, headers, body } = await stack.call('GET /docs/json', { key: null });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body).toEqual(DOCUMENT);
    expect(body.openapi).toBe('3.1.0');
  });

  it('is a page that runs nothing but its own files', async () => {
    const { status, headers, body } = await stack.call('GET /docs', { key: null });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(body).not.toMatch(/<script>|<style|\son\w+=|style=|https?:/);
    const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]: string[]) => path);
    expect(files).toHaveLength(4);
    for (const file of files) {
      const response = await fetch(stack.gateway.url + file);
      expect({ file, status: response.status }).toEqual({ file, status: 200 });
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(50);
    }
  });

  it.each(['package.json', '..%2f..%2fpackage.json', 'constructor', '__proto__'])(
    'has no file %s',
    async (name) => {
      const { status, body } = await stack.call(`GET /docs/assets/${name}`, { key: null });
      expect({ status, type: body.error.type }).toEqual({ status: 404, type: 'invalid_request_error' });
    },
  );

  it('shows bodies that are taken, and answers as they are', async () => {
    const made: Record<string, Json> = {};
    const withIds = (body: Json) => ({
      ...body,
      ...('team_id' in body ? { team_id: made.team.id } : {}),
      ...('user_id' in body ? { user_id: made.user.id } : {}),
    });
    for (const one of ['team', 'user', 'key'] as const) {
      const { request, answer } = examplesOf(`POST /admin/${one}s`);
      const { status, body } = await stack.call(`POST /admin/${one}s`, { body: withIds(request) });
      expect(status).toBe(201);
      expect(Object.keys(body).sort()).toEqual(Object.keys(answer).sort());
      made[one] = body;
    }
    for (const one of ['team', 'user', 'key'] as const) {
      const list = examplesOf(`GET /admin/${one}s`).answer;
      const { body } = await stack.call(`GET /admin/${one}s`);
      expect(Object.keys(body)).toEqual(Object.keys(list));
      expect(Object.keys(body.data[0]).sort()).toEqual(Object.keys(list.data[0]).sort());
      const { request } = examplesOf(`PATCH /admin/${one}s/{id}`);
      const changed = await stack.call(`PATCH /admin/${one}s/${made[one].id}`, { body: request });
      expect(changed).toMatchObject({ status: 200, body: request });
    }
    const rotate = examplesOf('POST /admin/keys/{id}/rotate');
    const rotated = await stack.call(`POST /admin/keys/${made.key.id}/rotate`, { body: rotate.request });
    expect(Object.keys(rotated.body).sort()).toEqual(Object.keys(rotate.answer).sort());

    const models = examplesOf('POST /admin/models');
    const model = await stack.call('POST /admin/models', { body: models.request });
    expect({ status: model.status, keys: Object.keys(model.body).sort() }).toEqual({
      status: 201,
      keys: Object.keys(models.answer).sort(),
    });
    const listed = examplesOf('GET /admin/models').answer.data[0];
    const found = await stack.call(`GET /admin/models/${model.body.id}`);
    expect(Object.keys(found.body).sort()).toEqual(Object.keys(listed).sort());
    expect(Object.keys(found.body.status).sort()).toEqual(Object.keys(listed.status).sort());
    const { request: modelPatch } = examplesOf('PATCH /admin/models/{id}');
    const patched = await stack.call(`PATCH /admin/models/${model.body.id}`, { body: modelPatch });
    expect(patched).toMatchObject({ status: 200, body: modelPatch });

    const adminKeys = examplesOf('POST /admin/admin-keys');
    const adminKey = await stack.call('POST /admin/admin-keys', { body: adminKeys.request });
    expect(Object.keys(adminKey.body).sort()).toEqual(Object.keys(adminKeys.answer).sort());

    const audit = await stack.call('GET /admin/audit');
    const entry = examplesOf('GET /admin/audit').answer.data[0];
    expect(Object.keys(audit.body.data[0]).sort()).toEqual(Object.keys(entry).sort());

    const summary = await stack.call('GET /admin/usage/summary?group_by=key,model');
    expect(Object.keys(summary.body)).toEqual(Object.keys(examplesOf('GET /admin/usage/summary').answer));
    expect(Object.keys(summary.body.totals).sort()).toEqual(
      Object.keys(examplesOf('GET /admin/usage/summary').answer.totals).sort(),
    );
  });

  it('shows a call of the LLM API that is answered', async () => {
    for (const route of [
      'POST /v1/chat/completions',
      'POST /v1/messages',
      'POST /v1/messages/count_tokens',
    ]) {
      const { status } = await stack.call(route, { body: examplesOf(route).request });
      expect({ route, status }).toEqual({ route, status: 200 });
    }
  });
});
