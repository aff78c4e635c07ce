import { createHash, randomBytes } from 'node:crypto';

import { type FakeAnthropic, startFakeAnthropic } from './fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from './start-gateway.js';

const MEGABYTE = 1024 * 1024;

let fake: FakeAnthropic;
let gateway: TestGateway;

beforeAll(async () => {
  fake = await startFakeAnthropic({ keepRequests: 8 });
  gateway = await startGateway({
    env: { ANTHROPIC_API_KEY: 'sk-ant-api-x', ANTHROPIC_API_BASE: fake.origin },
  });
});
afterAll(async () => {
  await gateway.close();
  await fake.close();
});

/** A body like no other, of about that size. */
function makeBody(bytes: number): string {
  const content = randomBytes(bytes / 2).toString('hex');
  return JSON.stringify({
    model: 'claude-sonnet-4-6',
    max_tokens: 10,
    messages: [{ role: 'user', content }],
  });
}

function post(body: string, path = '/v1/messages'): Promise<Response> {
  return fetch(gateway.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

function digest(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('large bodies, whose memory is used again', () => {
  it('each goes up as it came, many at once and one after the other', async () => {
    for (let round = 0; round < 4; round++) {
      fake.reset();
      const bodies = Array.from({ length: 6 }, (_, i) => makeBody((1 + (i % 3)) * MEGABYTE));
      const answers = await Promise.all(bodies.map((body) => post(body)));
      await Promise.all(answers.map((answer) => answer.text()));
      expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
      const received = fake.requests.map(({ rawBody }) => digest(rawBody));
      expect(received.sort()).toEqual(bodies.map(digest).sort());
    }
  }, 60_000);

  it('a changed model name and token counting leave the rest alone', async () => {
    fake.reset();
    const body = makeBody(MEGABYTE).replace('"claude-sonnet-4-6"', '"anthropic/claude-sonnet-4-6"');
    await (await post(body)).text();
    await (await post(body, '/v1/messages/count_tokens')).text();
    const expected = digest(body.replace('"anthropic/claude-sonnet-4-6"', '"claude-sonnet-4-6"'));
    expect(fake.requests.map(({ rawBody }) => digest(rawBody))).toEqual([expected, expected]);
  });
});
