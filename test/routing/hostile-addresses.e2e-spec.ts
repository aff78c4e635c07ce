import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

import { AddressRules } from '../../src/providers/address-rules.js';
import { AnthropicClient } from '../../src/providers/anthropic/anthropic-client.js';
import { Canceller } from '../../src/providers/cancellation.js';
import type { AddressLookup } from '../../src/providers/guard-lookup.js';
import { type AdminStack, callTo, MASTER_KEY, startAdmin } from '../admin/start-admin.js';
import { startEmbeddedDatabase } from '../database/start-test-database.js';
import { startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway } from '../start-gateway.js';

/** A server that must never be called. */
interface Canary {
  port: number;
  connections: () => number;
  close: () => void;
}

async function startCanary(host = '0.0.0.0'): Promise<Canary> {
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => server.close(),
  };
}

const API_KEY = 'sk-ant-api03-hostile-0123456789';

describe('a base that an admin gives', () => {
  let stack: AdminStack;
  let canary: Canary;

  beforeAll(async () => {
    canary = await startCanary();
    stack = await startAdmin(startEmbeddedDatabase);
  }, 60_000);
  afterAll(async () => {
    await stack.close();
    canary.close();
  });

  const entry = (apiBase: string) => ({
    model_name: 'hostile',
    model: 'anthropic/claude-sonnet-4-5',
    api_key: API_KEY,
    api_base: apiBase.replace('PORT', String(canary.port)),
  });

  it.each([
    ['http://127.0.0.1:PORT', 'this machine'],
    ['http://2130706433:PORT', 'a decimal number'],
    ['http://0x7f000001:PORT', 'a hexadecimal number'],
    ['http://0177.0.0.1:PORT', 'octal'],
    ['http://127.1:PORT', 'a short form'],
    ['http://127.0.0.1.:PORT', 'a dot at the end'],
    ['http://0.0.0.0:PORT', 'no address at all'],
    ['http://0:PORT', 'nought'],
    ['http://[::]:PORT', 'no address in IPv6'],
    ['http://[::1]:PORT', 'this machine in IPv6'],
    ['http://[::ffff:127.0.0.1]:PORT', 'IPv4 inside IPv6'],
    ['http://[::ffff:7f00:1]:PORT', 'the same in hexadecimal'],
    ['http://[64:ff9b::7f00:1]:PORT', 'NAT64'],
    ['http://①②⑦.⓪.⓪.①:PORT', 'digits in circles'],
    ['http://１２７.0.0.1:PORT', 'wide digits'],
    ['http://localhost:PORT', 'this machine by name'],
    ['http://LOCALHOST.:PORT', 'the same with a dot'],
    ['http://a.localhost:PORT', 'a name below it'],
    ['http://169.254.169.254', 'the metadata of a cloud'],
    ['http://[fd00:ec2::254]', 'the same in IPv6'],
    ['http://10.0.0.1', 'a private network'],
    ['http://224.0.0.1', 'multicast'],
    ['http://user:password@example.com', 'a password'],
    ['http://example.com@127.0.0.1:PORT', 'a host that looks like another'],
    ['http://127.0.0.1:PORT#@example.com', 'the same with a fragment'],
    ['http://example.com/../admin?x=1', 'a path and a query'],
    ['file:///etc/passwd', 'a file'],
    ['gopher://127.0.0.1:PORT', 'gopher'],
    ['//127.0.0.1:PORT', 'no protocol'],
    ['http://', 'no host'],
  ])('is refused when it is saved or tested: %s (%s)', async (apiBase) => {
    for (const route of ['POST /admin/models', 'POST /admin/models/test']) {
      const { status, body } = await stack.call(route, { body: entry(apiBase) });
      expect({ status, param: body.error.param }).toEqual({ status: 400, param: 'api_base' });
    }
    expect(canary.connections()).toBe(0);
  });

  it('is refused in a change too', async () => {
    const { id } = await stack.make('/admin/models', entry('https://api.example.com'));
    const body = { api_base: `http://127.0.0.1:${canary.port}`, api_key: API_KEY };
    const answer = await stack.call(`PATCH /admin/models/${id}`, { body });
    expect(answer).toMatchObject({ status: 400, body: { error: { param: 'api_base' } } });
    expect((await stack.call(`GET /admin/models/${id}`)).body.api_base).toBe('https://api.example.com');
  });

  it('of a caller has no effect, wherever it is written', async () => {
    const elsewhere = `http://127.0.0.1:${canary.port}`;
    const message = { role: 'user', content: 'Hi' };
    const counted = { model: 'claude-sonnet-4-5', messages: [message] };
    const headers: Record<string, string> = Object.fromEntries(
      [
        'api-base',
        'base-url',
        'x-api-base',
        'x-litellm-api-base',
        'x-tollgate-api-base',
        'x-forwarded-host',
      ].map((name) => [name, elsewhere]),
    );
    const query = ['api_base', 'base_url']
      .map((name) => `${name}=${encodeURIComponent(elsewhere)}`)
      .join('&');
    for (const route of ['/v1/chat/completions', '/v1/messages', '/v1/messages/count_tokens']) {
      const chat = route.endsWith('count_tokens') ? counted : { ...counted, max_tokens: 5 };
      for (const name of ['api_base', 'base_url', 'api_key']) {
        const answer = await stack.call(`POST ${route}`, { body: { ...chat, [name]: elsewhere } });
        expect({ route, name, status: answer.status }).toEqual({ route, name, status: 400 });
      }
      const answer = await stack.call(`POST ${route}?${query}`, { key: MASTER_KEY, body: chat, headers });
      expect({ route, status: answer.status }).toEqual({ route, status: 200 });
    }
    expect(canary.connections()).toBe(0);
  });

  it('is not left for another by a redirect', async () => {
    stack.fake.nextAnswer({ redirectTo: `http://127.0.0.1:${canary.port}/v1/messages` });
    const { status } = await stack.chat(MASTER_KEY);
    expect(status).toBe(502);
    expect(canary.connections()).toBe(0);
  });
});

describe('a private base', () => {
  it.each(['true', '[127.0.0.0/8]', '[127.0.0.1]'])(
    'is called where the configuration allows it: %s',
    async (allowed) => {
      const [database, fake] = await Promise.all([startEmbeddedDatabase(), startFakeAnthropic()]);
      const gateway = await startGateway({
        yaml: `general_settings: { master_key: "${MASTER_KEY}", allow_private_upstreams: ${allowed} }`,
        env: { ANTHROPIC_API_KEY: API_KEY },
        database,
      });
      const call = callTo(gateway.url);
      const model = { model_name: 'inside', model: 'anthropic/claude-sonnet-4-5', api_key: API_KEY };
      const { status } = await call('POST /admin/models', { body: { ...model, api_base: fake.origin } });
      const messages = [{ role: 'user', content: 'Hi' }];
      const answer = await call('POST /v1/chat/completions', { body: { model: 'inside', messages } });
      await gateway.close();
      await Promise.all([fake.close(), database.close()]);
      expect([status, answer.status]).toEqual([201, 200]);
    },
    20_000,
  );
});

describe('a name that leads elsewhere when it is called', () => {
  const callBy = async (
    lookup: AddressLookup,
    rules: AddressRules,
    { port }: Canary,
    protocol = 'http',
  ): Promise<string> => {
    const client = new AnthropicClient(lookup);
    const timeouts = { firstByteMs: 5000, idleMs: 5000, totalMs: 5000 };
    try {
      await client.post({
        origin: `${protocol}://rebound.example.com:${port}`,
        addressRules: rules,
        path: '/v1/messages',
        headers: [],
        body: '{}',
        timeouts,
        cancellation: new Canceller(),
      });
      return 'answered';
    } catch (error) {
      return String((error as { code?: unknown }).code);
    } finally {
      await client.close();
    }
  };
  const leadsTo =
    (...addresses: string[]): AddressLookup =>
    (_hostname, _options, callback) => {
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };

  it.each([
    [['127.0.0.1']],
    [['169.254.169.254']],
    [['::ffff:127.0.0.1']],
    [['fe80::1%lo']],
    [['8.8.8.8', '127.0.0.1']],
    [[]],
  ])('is refused when any of its addresses is: %j', async (addresses) => {
    const canary = await startCanary();
    for (const protocol of ['http', 'https']) {
      const code = await callBy(leadsTo(...addresses), new AddressRules(false), canary, protocol);
      expect(code).toBe('upstream_address_refused');
    }
    expect(canary.connections()).toBe(0);
    canary.close();
  });

  it('is called where the configuration allows it', async () => {
    const canary = await startCanary();
    const code = await callBy(leadsTo('127.0.0.1'), new AddressRules(['127.0.0.0/8']), canary);
    expect(code).toBe('upstream_disconnected');
    expect(canary.connections()).toBe(1);
    canary.close();
  });

  it('is looked up once: what it leads to later is not asked', async () => {
    const canary = await startCanary();
    let count = 0;
    const turning: AddressLookup = (hostname, options, callback) => {
      count += 1;
      leadsTo(count === 1 ? '127.0.0.1' : '127.0.0.2')(hostname, options, callback);
    };
    await callBy(turning, new AddressRules(['127.0.0.1']), canary);
    expect(count).toBe(1);
    expect(canary.connections()).toBe(1);
    canary.close();
  });
});
