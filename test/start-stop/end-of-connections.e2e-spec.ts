import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { bodyFor, type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { postHead, RawConnection } from '../robustness/raw-connection.js';
import { startGateway, type TestGateway } from '../start-gateway.js';

const [WHOLE] = WHOLE_DOORS as [Door];
const [STREAM] = STREAM_DOORS as [Door];
const MODELS = 'GET /v1/models HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';
/** More than the buffers of two sockets hold. */
const LARGE_TEXT = 'a long answer '.repeat(1_500_000);
const NOTICE_MS = 500;
const DRAIN_SECONDS = 2;
/** Nothing is waited for that nobody needs. */
const AT_ONCE_MS = 1_000;

let fake: FakeAnthropic;
let gateway: TestGateway;

beforeAll(async () => {
  fake = await startFakeAnthropic();
});
afterAll(() => fake.close());

beforeEach(async () => {
  fake.reset();
  gateway = await startGateway({
    yaml: `general_settings: { drain_seconds: ${DRAIN_SECONDS} }
model_list:
  - model_name: "claude-*"
    litellm_params: { model: "anthropic/*", api_key: sk-ant-test, api_base: "${fake.origin}" }
`,
  });
});

function connect(): RawConnection {
  return new RawConnection(Number(new URL(gateway.url).port));
}

function request(door: Door): string {
  const body = JSON.stringify(bodyFor(door));
  return postHead(door.path, [`content-length: ${body.length}`]) + body;
}

async function secondsOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return (performance.now() - startedAt) / 1000;
}

describe('the end of a gateway', () => {
  it('does not wait for connections without a request', async () => {
    const [used, unused, slow] = [connect(), connect(), connect()];
    used.write(MODELS);
    await used.waitForAnswers(1);
    slow.write(MODELS.slice(0, 20));
    await unused.waitForRoom();

    expect(await secondsOf(gateway.close())).toBeLessThan(AT_ONCE_MS / 1000);
    await Promise.all([used.waitForClose(), unused.waitForClose(), slow.waitForClose()]);
  });

  it('answers what comes meanwhile, each answer the last on its connection, until the listener closes', async () => {
    const kept = connect();
    kept.write(MODELS);
    await kept.waitForAnswers(1);
    expect(kept.received).not.toContain('connection: close');

    const closed = gateway.close(NOTICE_MS);
    const late = connect();
    kept.write(MODELS);
    late.write(MODELS);
    await Promise.all([kept.waitForClose(), late.waitForClose()]);
    expect([kept.statuses, late.statuses]).toEqual([[200, 200], [200]]);
    expect(kept.received.toLowerCase()).toContain('connection: close');
    expect(late.received.toLowerCase()).toContain('connection: close');

    expect(await secondsOf(closed)).toBeLessThan((NOTICE_MS + AT_ONCE_MS) / 1000);
    const refused = connect();
    await refused.waitForClose();
    expect(refused.received).toBe('');
  });

  it('answers all connections that wait to be taken when it comes', async () => {
    const waiting = Array.from({ length: 50 }, connect);
    for (const each of waiting) each.write(MODELS);
    await gateway.close();
    await Promise.all(waiting.map((each) => each.waitForClose()));
    expect(waiting.flatMap(({ statuses }) => statuses)).toEqual(waiting.map(() => 200));
  });

  it('says of an answer that is under way that nothing follows it on its connection', async () => {
    const kept = connect();
    fake.nextAnswer({ fixture: 'text', delayHeadersMs: 300 });
    kept.write(request(WHOLE) + MODELS);
    await fake.waitForRequest(1);
    await gateway.close();
    await kept.waitForClose();
    expect(kept.statuses).toEqual([200]);
    expect(kept.received.toLowerCase()).toContain('connection: close');
  });

  it('leaves a slow reader its whole answer', async () => {
    const reader = connect();
    fake.nextAnswer({
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        content: [{ type: 'text', text: LARGE_TEXT }],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      },
    });
    reader.write(request(WHOLE_DOORS[1] as Door));
    await reader.until(() => reader.received.length > 0, 'the answer to begin');
    reader.socket.pause();
    const closed = gateway.close();
    setTimeout(() => reader.socket.resume(), 500);
    await Promise.all([closed, reader.waitForClose()]);
    expect(reader.received.length).toBeGreaterThan(LARGE_TEXT.length);
    expect(reader.received.endsWith('}')).toBe(true);
  });

  it('waits no longer than its limit for callers who do not read or do not send', async () => {
    const [reader, sender] = [connect(), connect()];
    fake.nextAnswer({ neverEnding: true });
    reader.write(request(STREAM));
    await reader.until(() => reader.received.includes('data: '), 'the stream to begin');
    reader.socket.pause();
    sender.write(request(WHOLE).slice(0, -5));
    await sender.waitForRoom();

    const seconds = await secondsOf(gateway.close());
    expect(seconds).toBeGreaterThan(DRAIN_SECONDS);
    expect(seconds).toBeLessThan(DRAIN_SECONDS + 3);
    await fake.waitForOpenRequests(0);
    const outcomes = gateway.outcomes().map(({ status, errorCode }) => `${status} ${errorCode}`);
    expect(outcomes.sort().reverse()).toEqual(['503 gateway_stopping', '499 undefined']);
  });
});
