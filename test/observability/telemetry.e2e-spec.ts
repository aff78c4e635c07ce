import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

import { API_KEY, MASTER_KEY, readJson } from '../clients/start-stack.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './start-otlp-receiver.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const PROMPT = 'planted prompt: what does the fox say';

describe('OpenTelemetry', () => {
  let fake: FakeAnthropic;
  let receiver: OtlpReceiver;
  let gateway: TestGateway;

  beforeAll(async () => {
    [fake, receiver] = await Promise.all([startFakeAnthropic({ apiKeys: [API_KEY] }), startOtlpReceiver()]);
    gateway = await startGateway({
      yaml: twoDeployments(fake.origin),
      env: {
        TOLLGATE_MASTER_KEY: MASTER_KEY,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-vendor-key=planted-vendor-key',
        OTEL_BSP_SCHEDULE_DELAY: '20',
        OTEL_METRIC_EXPORT_INTERVAL: '200',
      },
    });
  });
  afterAll(async () => {
    await gateway.close();
    await Promise.all([receiver.close(), fake.close()]);
  });

  const call = (path: string, more: object = {}, headers: Record<string, string> = {}) =>
    fetch(gateway.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${MASTER_KEY}`, ...headers },
      body: JSON.stringify({
        model: 'sonnet',
        max_tokens: 50,
        messages: [{ role: 'user', content: PROMPT }],
        ...more,
      }),
    });
  /** The spans of a request, its own first, once they have arrived. */
  const traceOf = async (response: Response, spans: number): Promise<ReceivedSpan[]> => {
    await response.arrayBuffer();
    const requestId = response.headers.get('x-request-id');
    const server = () =>
      receiver.spans().find(({ attributes }) => attributes['tollgate.request.id'] === requestId);
    const clients = () => receiver.spans().filter(({ parentSpanId }) => parentSpanId === server()?.spanId);
    await receiver.until(() => server() !== undefined && clients().length === spans - 1);
    return [server() as ReceivedSpan, ...clients()];
  };

  it('has a span for a request, and below it one for its attempt', async () => {
    const [server, attempt] = await traceOf(await call('/v1/chat/completions'), 2);
    expect(server).toMatchObject({
      name: 'POST /v1/chat/completions',
      kind: 2,
      status: 0,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/v1/chat/completions',
        'http.response.status_code': 200,
        'tollgate.model': 'sonnet',
        'tollgate.attempts': 1,
      },
    });
    expect(server?.parentSpanId ?? '').toBe('');
    expect(attempt).toMatchObject({
      name: 'chat claude-sonnet-4-6',
      kind: 3,
      traceId: server?.traceId,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.request.model': 'claude-sonnet-4-6',
        'gen_ai.request.stream': false,
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(fake.origin).port),
        'tollgate.attempt': 1,
        'tollgate.cost_usd': expect.any(Number),
      },
    });
    expect(attempt?.attributes['gen_ai.usage.output_tokens']).toBeGreaterThan(0);
    expect(attempt?.attributes['gen_ai.usage.input_tokens']).toBeGreaterThan(0);
  });

  it('counts cached input with the input, as the conventions have it', async () => {
    fake.nextAnswer({ fixture: 'cache-usage' });
    const answer = await call('/v1/messages');
    const { usage } = await readJson(answer.clone());
    const [, attempt] = await traceOf(answer, 2);
    const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens } = usage;
    expect(attempt?.attributes).toMatchObject({
      'gen_ai.usage.input_tokens': input_tokens + cache_read_input_tokens + cache_creation_input_tokens,
      'gen_ai.usage.cache_read.input_tokens': cache_read_input_tokens,
      'gen_ai.usage.cache_creation.input_tokens': cache_creation_input_tokens,
    });
  });

  it('tells when the first chunk of a stream came', async () => {
    fake.nextAnswer({ delayFirstEventMs: 60 });
    const [, attempt] = await traceOf(await call('/v1/messages', { stream: true }), 2);
    expect(attempt?.attributes['gen_ai.request.stream']).toBe(true);
    expect(attempt?.attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThanOrEqual(0.05);
  });

  it('has a span for each attempt of a request that is tried again', async () => {
    fake.nextAnswer({ status: 500 });
    const response = await call('/v1/chat/completions', { model: 'pair' });
    expect(response.status).toBe(200);
    const [server, ...attempts] = await traceOf(response, 3);
    expect(server).toMatchObject({ status: 0, attributes: { 'tollgate.attempts': 2 } });
    const byPlace = attempts.toSorted((left, right) => left.startMs - right.startMs);
    expect(byPlace.map(({ status, attributes }) => [status, attributes['error.type']])).toEqual([
      [2, 'upstream_error'],
      [0, undefined],
    ]);
  });

  it('marks what fails by its type, and not as a fault of the server what is the caller’s', async () => {
    fake.nextAnswer({ status: 400, error: { type: 'invalid_request_error', message: 'no' } });
    const [own, attempt] = await traceOf(await call('/v1/messages'), 2);
    expect(own).toMatchObject({
      status: 0,
      attributes: { 'http.response.status_code': 400, 'error.type': 'invalid_request_error' },
    });
    expect(attempt?.status).toBe(2);
    const refused = await call('/v1/messages', {}, { authorization: 'Bearer sk-unknown' });
    expect(await traceOf(refused, 1)).toMatchObject([
      { attributes: { 'http.response.status_code': 401, 'error.type': 'authentication_error' } },
    ]);
  });

  it('continues the trace of its caller, and tells upstream nothing of it', async () => {
    const traceparent = `00-${TRACE}-${PARENT}-01`;
    const [server] = await traceOf(await call('/v1/messages', {}, { traceparent, tracestate: 'a=b' }), 2);
    expect(server).toMatchObject({ traceId: TRACE, parentSpanId: PARENT });
    const { headers } = fake.requests.at(-1) ?? { headers: {} };
    expect(Object.keys(headers)).not.toContain('traceparent');
    expect(Object.keys(headers)).not.toContain('tracestate');
  });

  it.each([
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-${PARENT}-01`,
    `00-${TRACE}-${PARENT}-01-more`,
    `00-${TRACE.toUpperCase()}-${PARENT}-01`,
    'x'.repeat(10_000),
  ])('begins a trace of its own after a traceparent that is none (%#)', async (traceparent) => {
    const [server] = await traceOf(await call('/v1/messages', {}, { traceparent }), 2);
    expect(server?.traceId).not.toBe(TRACE);
    expect(server?.parentSpanId ?? '').toBe('');
  });

  it('leaves out what its caller has chosen not to sample', async () => {
    const unsampled = await call('/v1/messages', {}, { traceparent: `00-${TRACE}-${PARENT}-00` });
    await unsampled.arrayBuffer();
    await traceOf(await call('/v1/messages'), 2);
    const requestId = unsampled.headers.get('x-request-id');
    expect(receiver.spans().some(({ attributes }) => attributes['tollgate.request.id'] === requestId)).toBe(
      false,
    );
  });

  it('measures tokens, durations and times to the first chunk', async () => {
    const model = 'claude-sonnet-4-6';
    const seen = (metric: string, more: object = {}) =>
      receiver
        .points()
        .find(
          (point) =>
            point.metric === metric &&
            Object.entries({ 'gen_ai.request.model': model, ...more }).every(
              ([name, value]) => point.attributes[name] === value,
            ),
        );
    const before = seen('gen_ai.client.operation.duration')?.count ?? 0;
    await (await call('/v1/messages', { stream: true })).arrayBuffer();
    await receiver.until(() => (seen('gen_ai.client.operation.duration')?.count ?? 0) > before);
    expect(seen('gen_ai.client.operation.time_to_first_chunk')?.count).toBeGreaterThan(0);
    expect(seen('gen_ai.client.token.usage', { 'gen_ai.token.type': 'input' })?.sum).toBeGreaterThan(0);
    expect(seen('gen_ai.client.token.usage', { 'gen_ai.token.type': 'output' })?.sum).toBeGreaterThan(0);
  });

  it('has one label for the models that callers make up', async () => {
    for (const model of ['claude-made-up-1', 'claude-made-up-2'])
      await (await call('/v1/messages', { model })).text();
    const models = () =>
      new Set(receiver.points().map(({ attributes }) => attributes['gen_ai.request.model']));
    await receiver.until(() => models().has('other'));
    expect([...models()].filter((model) => String(model).includes('made-up'))).toEqual([]);
  });

  it('says which service it is, and sends the headers that it is given', () => {
    expect(receiver.resources()).toContainEqual(expect.objectContaining({ 'service.name': 'tollgate' }));
    expect(receiver.requests.length).toBeGreaterThan(0);
    for (const { headers } of receiver.requests) expect(headers['x-vendor-key']).toBe('planted-vendor-key');
  });

  it('never sends prompts, answers or keys', async () => {
    const response = await call(
      '/v1/messages',
      { system: 'planted system' },
      { 'x-request-secret': MASTER_KEY },
    );
    const { content } = await readJson(response.clone());
    await traceOf(response, 2);
    const sent = receiver.requests.map(({ text }) => text).join('\n');
    for (const secret of [PROMPT, 'planted system', MASTER_KEY, API_KEY, content[0].text]) {
      expect(sent).not.toContain(secret);
    }
  });
});

describe('OpenTelemetry at the end of the gateway', () => {
  it('sends what is left', async () => {
    const [fake, receiver] = await Promise.all([startFakeAnthropic(), startOtlpReceiver()]);
    const env = { ...openTo(fake), OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
    const gateway = await startGateway({ env });
    await ask(gateway);
    await gateway.close();
    expect(
      receiver
        .spans()
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual([2, 3]);
    expect(receiver.points().length).toBeGreaterThan(0);
    await Promise.all([receiver.close(), fake.close()]);
  });

  it('does not wait for a collector that does not answer, nor log each failure', async () => {
    const [fake, blackHole] = await Promise.all([startFakeAnthropic(), startBlackHole()]);
    const env = {
      ...openTo(fake),
      OTEL_EXPORTER_OTLP_ENDPOINT: blackHole.url,
      OTEL_METRIC_EXPORT_INTERVAL: '100',
    };
    const gateway = await startGateway({ env });
    expect((await ask(gateway)).status).toBe(200);
    const startedAt = performance.now();
    await gateway.close();
    expect(performance.now() - startedAt).toBeLessThan(5000);
    await Promise.all([blackHole.close(), fake.close()]);
  });

  it('logs once that a collector takes nothing, while calls go on', async () => {
    const [fake, refusing] = await Promise.all([startFakeAnthropic(), startOtlpReceiver(400)]);
    const env = {
      ...openTo(fake),
      OTEL_EXPORTER_OTLP_ENDPOINT: refusing.url,
      OTEL_METRIC_EXPORT_INTERVAL: '100',
    };
    const gateway = await startGateway({ env });
    expect((await ask(gateway)).status).toBe(200);
    await refusing.until(() => refusing.requests.length >= 5);
    expect((await ask(gateway)).status).toBe(200);
    const complaints = gateway.logLines.filter(({ msg }) => String(msg).startsWith('The collector'));
    expect(complaints).toMatchObject([{ level: 40, reason: expect.any(String) }]);
    await gateway.close();
    await Promise.all([refusing.close(), fake.close()]);
  });
});

function openTo(fake: FakeAnthropic): Record<string, string> {
  return { ANTHROPIC_API_KEY: API_KEY, ANTHROPIC_API_BASE: fake.origin };
}

function ask(gateway: TestGateway): Promise<Response> {
  return fetch(`${gateway.url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'claude-sonnet-4-6',
      max_tokens: 10,
      messages: [{ role: 'user', content: 'Hi' }],
    }),
  });
}

/** A server that takes connections and says nothing. */
async function startBlackHole() {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function twoDeployments(origin: string): string {
  const deployment = (name: string, model: string, id: string) => `
  - model_name: ${name}
    litellm_params: { model: anthropic/${model}, api_base: ${origin}, api_key: ${API_KEY} }
    model_info: { id: ${id} }`;
  return `model_list:${deployment('sonnet', 'claude-sonnet-4-6', 'sonnet-1')}${deployment(
    'pair',
    'claude-sonnet-4-6',
    'pair-1',
  )}${deployment('pair', 'claude-sonnet-4-6', 'pair-2')}${deployment('claude-*', 'claude-*', 'any')}\n`;
}
