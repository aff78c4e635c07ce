import pino from 'pino';

import type { GatewayConfig } from '../../src/config/gateway-config.js';
import { type LoggerHandle, maskLines } from '../../src/observability/logger.js';
import { SecretMask } from '../../src/observability/redaction/secret-mask.js';
import { secretsOfConfig } from '../../src/observability/redaction/secrets-of-config.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { type PlantedSecrets, secretsIn } from '../reliability/harness/planted-secrets.js';
import { bodyFor, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { makeMutant } from '../robustness/fuzz/make-mutant.js';
import { VALID_CHAT_BODIES } from '../robustness/fuzz/valid-chat-bodies.js';
import { VALID_MESSAGES_BODIES } from '../robustness/fuzz/valid-messages-bodies.js';
import { AT_ANY_DOOR, type Fault, IN_STREAMS } from '../robustness/upstream-faults.js';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { type OtlpReceiver, startOtlpReceiver } from './start-otlp-receiver.js';

const MASTER_KEY = 'planted-master/key+0123456789';
const PROMPT = 'planted prompt: the otter sleeps at seven';
const LOGIN = 'sk-ant-oat01-planted-login-of-a-caller';
/** The gateway's own: nobody may ever see them. */
const OWN: PlantedSecrets = {
  'the master key': MASTER_KEY,
  'the API key': 'sk-ant-api03-planted-upstream-key',
  'the OAuth token': 'planted-oauth-token-without-a-look',
  'the key added at run time': 'planted-run-time-credential',
  'the header': 'planted-header-of-a-proxy',
  'the sealing secret': 'planted-sealing-secret-0123456789',
  'the collector’s key': 'planted-vendor-key-0123',
};
const FUZZED = 100;
const SEED = 20_261_122;

describe.each(databases())('planted secrets ($name)', ({ start }) => {
  let database: TestDatabase;
  let fake: FakeAnthropic;
  let receiver: OtlpReceiver;
  let gateway: TestGateway;
  let virtualKey: string;
  const answers: string[] = [];

  beforeAll(async () => {
    [database, fake, receiver] = await Promise.all([start(), startFakeAnthropic(), startOtlpReceiver()]);
    gateway = await startGateway({
      database,
      makeLog: makeMaskedLog,
      yaml: configFor(fake.origin),
      env: {
        TOLLGATE_MASTER_KEY: MASTER_KEY,
        TOLLGATE_SECRET: secret('the sealing secret'),
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_HEADERS: `x-key=${secret('the collector’s key')}`,
        OTEL_BSP_SCHEDULE_DELAY: '50',
        OTEL_METRIC_EXPORT_INTERVAL: '200',
      },
    });
    // Its answer shows the key, this once.
    const made = await fetch(`${gateway.url}/admin/keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'planted' }),
    });
    virtualKey = ((await made.json()) as { key: string }).key;
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await Promise.all([fake.close(), receiver.close(), database.close()]);
  });

  const ask = async (
    route: string,
    {
      key = virtualKey,
      body,
      headers = {},
    }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<number> => {
    const [method, path] = route.split(' ') as [string, string];
    const response = await fetch(gateway.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: body === undefined || body instanceof Buffer ? body : JSON.stringify(body),
    });
    const text = await response.text().catch(String);
    answers.push(`${JSON.stringify([...response.headers])}\n${text}`);
    return response.status;
  };

  it('come by no fault of upstream', async () => {
    for (const door of [...WHOLE_DOORS, ...STREAM_DOORS]) {
      for (const { spec } of door.isStream ? [...QUICK, ...QUICK_IN_STREAMS] : QUICK) {
        fake.nextAnswer(spec);
        await ask(`POST ${door.path}`, { body: bodyFor(door, promptIn('claude-sonnet-4-5')) });
      }
    }
    expect(answers.length).toBeGreaterThan(80);
  }, 60_000);

  it('come by no damaged body, nor by one that holds them where they do not belong', async () => {
    for (let number = 0; number < FUZZED; number += 1) {
      const chat = makeMutant(VALID_CHAT_BODIES, SEED, number).bytes;
      await ask('POST /v1/chat/completions', { body: chat });
      await ask('POST /v1/messages', { body: makeMutant(VALID_MESSAGES_BODIES, SEED, number).bytes });
    }
    const { length } = answers;
    for (const misplaced of [virtualKey, LOGIN]) {
      await ask('POST /v1/messages', { body: { ...promptIn(misplaced), max_tokens: 5 } });
      await ask('POST /v1/chat/completions', { body: { ...promptIn('claude-sonnet-4-5'), user: misplaced } });
      await ask('POST /v1/messages', {
        body: { ...promptIn('claude-sonnet-4-5'), max_tokens: 5, metadata: { user_id: misplaced } },
        headers: { 'x-claude-code-session-id': misplaced },
      });
      await ask(`GET /v1/models/${misplaced}`);
      await ask(`GET /nowhere?key=${misplaced}`);
    }
    // These are the caller's own words, which go back to nobody else.
    answers.splice(length);
  }, 60_000);

  it('come by no wrong credential', async () => {
    await ask('POST /v1/messages', { key: `${virtualKey}x`, body: promptIn('claude-sonnet-4-5') });
    await ask('POST /v1/messages', {
      headers: { 'x-api-key': MASTER_KEY },
      body: promptIn('claude-sonnet-4-5'),
    });
    await ask('GET /admin/keys', {});
    const body = { ...promptIn('mine-sonnet-4-5'), max_tokens: 5 };
    await ask('POST /v1/messages', { key: LOGIN, headers: { 'x-tollgate-api-key': virtualKey }, body });
    fake.nextAnswer({ status: 401 });
    await ask('POST /v1/messages', { key: LOGIN, headers: { 'x-tollgate-api-key': virtualKey }, body });
    fake.nextAnswer({ status: 401 });
    expect(await ask('POST /v1/chat/completions', { body: promptIn('native') })).toBe(502);
  });

  it('come by no way to configure the gateway', async () => {
    const asMaster = { key: MASTER_KEY };
    const deployment = {
      model_name: 'added',
      litellm_params: {
        model: 'anthropic/claude-sonnet-4-5',
        api_key: secret('the key added at run time'),
        api_base: fake.origin,
      },
    };
    expect(await ask('POST /admin/models', { ...asMaster, body: deployment })).toBe(201);
    expect(await ask('POST /v1/chat/completions', { body: promptIn('added') })).toBe(200);
    fake.nextAnswer({ status: 401 });
    await ask('POST /v1/chat/completions', { body: promptIn('added') });
    await ask('POST /admin/models', { ...asMaster, body: { ...deployment, litellm_params: 'wrong' } });
    for (const path of ['models', 'keys', 'audit', 'usage', 'teams'])
      await ask(`GET /admin/${path}`, asMaster);
    await ask('GET /docs/json', asMaster);
  });

  it('are then in no answer, no line of the log, no metric and no trace', async () => {
    await ask('GET /metrics', { key: MASTER_KEY });
    expect(answers.at(-1)).toContain('tollgate_requests_total');
    expect(secretsIn(answers.join('\n'), OWN)).toEqual([]);
    const all = { ...OWN, 'the virtual key': virtualKey, 'the login': LOGIN, 'the prompt': PROMPT };
    const metrics = answers.at(-1) ?? '';
    const log = gateway.logLines.map((line) => JSON.stringify(line)).join('\n');
    const sent = receiver.requests.map(({ text }) => text).join('\n');
    expect(secretsIn(log, all)).toEqual([]);
    expect(secretsIn(metrics, all)).toEqual([]);
    expect(secretsIn(sent, all)).toEqual([]);
    // The search is worth something where it finds what must be there.
    const control = { 'a model': 'claude-sonnet-4-5' };
    for (const text of [log, metrics, sent]) expect(secretsIn(text, control)).toEqual(['a model']);
    expect(log).toContain('[redacted]');
  });
});

/** Waiting out the time limits of those would take minutes, and shows nothing more. */
const isQuick = ({ what }: Fault): boolean => !/stalls|never|40 MB|401|403/.test(what);
const QUICK = AT_ANY_DOOR.filter(isQuick);
const QUICK_IN_STREAMS = IN_STREAMS.filter(isQuick);

function secret(name: string): string {
  const value = OWN[name];
  if (value === undefined) throw new Error(`Nothing is planted as ${name}.`);
  return value;
}

function promptIn(model: string): { model: string; messages: object[] } {
  return { model, messages: [{ role: 'user', content: PROMPT }] };
}

/** As the gateway makes its own, from the lowest level on. */
function makeMaskedLog(config: GatewayConfig, sink: { write(line: string): void }): LoggerHandle {
  const mask = new SecretMask(secretsOfConfig(config));
  return { logger: pino({ level: 'trace' }, maskLines(sink, mask)), mask, flush: () => {} };
}

function configFor(origin: string): string {
  const header = `extra_headers: { x-proxy-token: "${secret('the header')}" }`;
  return `
model_list:
  - model_name: claude-*
    litellm_params: { model: anthropic/claude-*, api_base: ${origin}, api_key: "${secret('the API key')}", ${header} }
  - model_name: native
    litellm_params: { model: claude_code_native/claude-sonnet-4-5, api_base: ${origin}, api_key: "${secret('the OAuth token')}" }
  - model_name: mine-*
    litellm_params: { model: claude_code_native/claude-*, api_base: ${origin}, auth: client_oauth }
router_settings: { allowed_fails: 1000 }
general_settings: { allow_private_upstreams: true }
`;
}
