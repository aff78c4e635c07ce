import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';

import { databases } from '../database/start-test-database.js';
import { PROJECT_ROOT } from '../examples/example-files.js';
import { type AdminStack, MASTER_KEY, startAdmin } from '../admin/start-admin.js';

const PLACE = 'model="claude-sonnet-4-5",provider="claude_code_native"';

describe.each(databases())('GET /metrics ($name)', ({ start }) => {
  let stack: AdminStack;
  let key: string;

  beforeAll(async () => {
    stack = await startAdmin(start);
    ({ key } = await stack.make('/admin/keys', { name: 'measured' }));
  }, 60_000);
  afterAll(() => stack.close());

  const scrape = async (): Promise<string> => {
    const { status, headers, body } = await stack.call('GET /metrics', { key: null });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    return body;
  };
  /** The sum of a metric's series that have these labels. */
  const valueOf = async (metric: string, labels = ''): Promise<number> => {
    const lines = (await scrape())
      .split('\n')
      .filter((line) => line.startsWith(metric) && line.includes(labels));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  };

  it('counts a request with its tokens, its cost and its times', async () => {
    expect((await stack.chat(key)).status).toBe(200);
    const text = await scrape();
    expect(text).toMatch(
      new RegExp(
        `^tollgate_requests_total{route="chat_completions",stream="false",${PLACE},deployment="[^"]+",result="completed",status_class="2xx",error_type=""} 1$`,
        'm',
      ),
    );
    expect(await valueOf('tollgate_tokens_total', 'type="output"')).toBeGreaterThan(0);
    expect(await valueOf('tollgate_cost_usd_total', 'billing="billed"')).toBeGreaterThan(0);
    expect(await valueOf('tollgate_cost_usd_total', 'billing="notional"')).toBe(0);
    expect(await valueOf('tollgate_request_duration_seconds_count', PLACE)).toBe(1);
    expect(await valueOf('tollgate_overhead_seconds_count', 'route="chat_completions"')).toBe(1);
    expect(await valueOf('tollgate_upstream_attempts_total', 'kind="first",result="completed"')).toBe(1);
  });

  it('counts what upstream refuses by deployment, and what the gateway refuses by its reason', async () => {
    stack.fake.nextAnswer({ status: 400, error: { type: 'invalid_request_error', message: 'no' } });
    expect((await stack.chat(key)).status).toBe(400);
    expect(
      await valueOf(
        'tollgate_upstream_attempts_total',
        'status_class="4xx",error_type="invalid_request_error"',
      ),
    ).toBe(1);
    await stack.call('POST /v1/chat/completions', { key: 'sk-unknown', body: {} });
    expect(await valueOf('tollgate_refusals_total', 'reason="authentication"')).toBe(1);
    const limited = await stack.make('/admin/keys', { rpm_limit: 1 });
    await stack.chat(limited.key);
    expect((await stack.chat(limited.key)).status).toBe(429);
    expect(await valueOf('tollgate_refusals_total', 'reason="rate_limit"')).toBe(1);
    const poor = await stack.make('/admin/keys', { max_budget: 0.000001 });
    expect((await stack.chat(poor.key)).status).toBe(429);
    expect(await valueOf('tollgate_refusals_total', 'reason="budget"')).toBe(1);
    expect((await stack.chat(key, 'no-such-model')).status).toBe(404);
    expect(await valueOf('tollgate_refusals_total', 'reason="model_not_found"')).toBe(1);
  });

  it('measures the time to the first token of streams', async () => {
    const messages = [{ role: 'user', content: 'Hi' }];
    const body = { model: 'claude-sonnet-4-5', messages, stream: true };
    expect((await stack.call('POST /v1/chat/completions', { key, body })).status).toBe(200);
    expect(await valueOf('tollgate_time_to_first_token_seconds_count', `stream="true",${PLACE}`)).toBe(1);
  });

  it('shows how deployments are, and what upstream says is left of its limits', async () => {
    stack.fake.nextAnswer({
      headers: {
        'anthropic-ratelimit-requests-limit': '50',
        'anthropic-ratelimit-requests-remaining': '42',
        'anthropic-ratelimit-requests-reset': '2030-01-01T00:00:00Z',
        'anthropic-ratelimit-unified-5h-utilization': '0.25',
      },
    });
    await stack.chat(key);
    expect(await valueOf('tollgate_deployment_state', 'state="available"')).toBe(1);
    expect(await valueOf('tollgate_deployment_state', 'state="cooling_down"')).toBe(0);
    expect(await valueOf('tollgate_deployment_in_flight')).toBe(0);
    expect(await valueOf('tollgate_upstream_limit_remaining', 'limit="requests"')).toBe(42);
    expect(await valueOf('tollgate_upstream_limit{', 'limit="requests"')).toBe(50);
    expect(await valueOf('tollgate_upstream_limit_utilization_ratio', 'limit="unified-5h"')).toBe(0.25);
    expect(await valueOf('tollgate_upstream_limit_reset_timestamp_seconds', 'limit="requests"')).toBe(
      Date.UTC(2030, 0) / 1000,
    );
  });

  it('shows how the journal and the database are', async () => {
    expect(await valueOf('tollgate_database_up')).toBe(1);
    expect(await valueOf('tollgate_journal_writable')).toBe(1);
    expect(await valueOf('tollgate_reservations_open')).toBe(0);
    await stack.chat(key);
    expect(await valueOf('tollgate_journal_unshipped_records')).toBeGreaterThan(0);
    expect(await valueOf('tollgate_journal_unshipped_bytes')).toBeGreaterThan(100);
    while ((await valueOf('tollgate_journal_unshipped_records')) > 0);
    expect(await valueOf('tollgate_journal_oldest_unshipped_age_seconds')).toBe(0);
  });

  it('names every metric that docs/metrics.md explains, and no other', async () => {
    const page = readFileSync(join(PROJECT_ROOT, 'docs/metrics.md'), 'utf8');
    const explained = [...page.matchAll(/^\| `(tollgate_\w+)` +\|/gm)].map(([, name]) => name);
    const shown = [...(await scrape()).matchAll(/^# TYPE (tollgate_\w+)/gm)].map(([, name]) => name);
    expect(shown.toSorted()).toEqual(explained.toSorted());
  });

  describe('lets in', () => {
    const statusWith = async (headers: Record<string, string>, key: string | null = null) =>
      (await stack.call('GET /metrics', { key, headers })).status;

    it('the master key from anywhere, and without a key only this machine', async () => {
      expect(await statusWith({ 'x-forwarded-for': '203.0.113.7' }, MASTER_KEY)).toBe(200);
      expect(await statusWith({})).toBe(200);
      for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host']) {
        expect({ name, status: await statusWith({ [name]: '127.0.0.1' }) }).toEqual({ name, status: 401 });
      }
    });

    it('no key of the LLM API, and none that is not known', async () => {
      const { status, body } = await stack.call('GET /metrics', { key });
      expect(status).toBe(403);
      expect(body.error).toMatchObject({ code: 'master_key_required', type: 'permission_error' });
      expect(await statusWith({}, 'sk-not-a-key')).toBe(401);
    });

    it('no page that reaches this machine under a name of its own', async () => {
      const { port } = new URL(stack.gateway.url);
      expect(await statusOfHost(Number(port), 'evil.example')).toBe(401);
      expect(await statusOfHost(Number(port), 'localhost')).toBe(200);
    });
  });
});

/** Node's fetch lets nobody choose the host. */
function statusOfHost(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: '/metrics', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
