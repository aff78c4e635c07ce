import {
  type FakeAnthropic,
  type JsonObject,
  startFakeAnthropic,
} from './fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from './start-gateway.js';

const MASTER_KEY = 'sk-master-0123456789abcdef';
const OAUTH_TOKEN = 'sk-ant-oat01-secret';

let fake: FakeAnthropic;
let gateway: TestGateway;

beforeAll(async () => {
  fake = await startFakeAnthropic({ apiKeys: ['sk-ant-api-secret'], oauthTokens: [OAUTH_TOKEN] });
  gateway = await startGateway({
    env: {
      CLAUDE_CODE_API_KEY: OAUTH_TOKEN,
      CLAUDE_CODE_API_BASE: fake.origin,
      TOLLGATE_MASTER_KEY: MASTER_KEY,
    },
  });
});

afterAll(async () => {
  await gateway.close();
  await fake.close();
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${MASTER_KEY}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('the gateway', () => {
  it('answers a chat completion', async () => {
    fake.nextAnswer({ fixture: 'text' });
    const response = await post('/v1/chat/completions', {
      model: 'claude-sonnet-4-5',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    });
    expect(response.status).toBe(200);
    const body = (await response.json()) as JsonObject;
    expect(body).toMatchObject({ object: 'chat.completion', model: 'claude-sonnet-4-5' });
    expect(body.choices[0].message.content.length).toBeGreaterThan(0);
    const upstream = fake.requests.at(-1);
    expect(upstream?.body.system).toEqual([
      { type: 'text', text: "You are Claude Code, Anthropic's official CLI for Claude." },
      { type: 'text', text: 'Be brief.' },
    ]);
    expect(upstream?.headers.authorization).toBe(`Bearer ${OAUTH_TOKEN}`);
  });
});

describe('a gateway that is stopped', () => {
  it('lets a stream end, and does not wait for its connection to be given up', async () => {
    const stopping = await startGateway({
      env: { CLAUDE_CODE_API_KEY: OAUTH_TOKEN, CLAUDE_CODE_API_BASE: fake.origin },
    });
    fake.nextAnswer({ fixture: 'text', gapMs: 50 });
    const response = await fetch(`${stopping.url}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({
        model: 'claude-sonnet-4-5',
        max_tokens: 10,
        stream: true,
        messages: [{ role: 'user', content: 'Hi' }],
      }),
    });
    const startedAt = performance.now();
    const closed = stopping.close();
    expect(await response.text()).toContain('message_stop');
    await closed;
    // The connection itself is kept alive for 75 s.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});
