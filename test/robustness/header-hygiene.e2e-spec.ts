import {
  type FakeRequest,
  type FakeAnthropic,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { bodyFor, type Door, STREAM_DOORS, WHOLE_DOORS } from './doors.js';
import { type HttpAnswer, post } from './http-call.js';

const KEY = 'sk-master-0123456789abcdefghijklmn';
const API_KEY = 'sk-ant-api03-of-the-gateway';
const STORED_TOKEN = 'sk-ant-oat01-of-the-gateway';
const LOGIN = 'sk-ant-oat01-login-of-the-caller';
const COUNT_TOKENS: Door = { name: 'count_tokens', path: '/v1/messages/count_tokens', isStream: false };
const DOORS = [...WHOLE_DOORS, ...STREAM_DOORS, COUNT_TOKENS];

const ERRORS = DOORS.flatMap((door, index) =>
  [400, 404, 429, 500, 529].map((status) => ({ door, status, name: `${status}-${index}` })),
);

/** The three ways to authenticate upstream, and the one credential that goes up by each. */
const AUTHS = [
  { auth: 'api_key', model: 'claude-by-key', credential: ['x-api-key', API_KEY] },
  { auth: 'oauth_token', model: 'claude-by-token', credential: ['authorization', `Bearer ${STORED_TOKEN}`] },
  { auth: 'client_oauth', model: 'claude-by-login', credential: ['authorization', `Bearer ${LOGIN}`] },
] as const;

/** What goes up of a caller's headers. */
const PASSED_UP = ['anthropic-version', 'anthropic-dangerous-direct-browser-access', 'anthropic-made-up'];
/** What the gateway says itself. */
const OWN_UP = [
  'accept',
  'accept-encoding',
  'anthropic-beta',
  'connection',
  'content-length',
  'content-type',
  'host',
  'user-agent',
];
const NOT_PASSED_UP = `
  accept accept-charset accept-datetime accept-encoding accept-language access-control-request-headers
  access-control-request-method api-key authorization-info cache-control cdn-loop cf-access-jwt-assertion
  cf-connecting-ip cf-ipcountry cf-ray cf-visitor client-ip content-disposition content-language content-location cookie
  cookie2 correlation-context date dnt early-data fastly-client-ip forwarded forwarded-for from front-end-https
  http2-settings if-match if-modified-since if-none-match if-range if-unmodified-since idempotency-key keep-alive link
  max-forwards openai-beta openai-organization openai-project origin pragma priority proxy-authenticate
  proxy-authorization proxy-connection range referer sec-ch-ua sec-fetch-mode sec-fetch-site sec-gpc service-worker
  surrogate-capability te traceparent tracestate trailer true-client-ip upgrade-insecure-requests user-agent via warning
  x-amz-date x-amzn-trace-id x-anthropic-api-key x-api-key-id x-app x-att-deviceid x-auth-token x-azure-fdid
  x-b3-sampled x-b3-spanid x-b3-traceid x-claude-code-agent-id x-claude-code-session-id x-client-ip
  x-cloud-trace-context x-cluster-client-ip x-correlation-id x-csrf-token x-envoy-external-address x-forwarded
  x-forwarded-client-cert x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-prefix x-forwarded-proto
  x-forwarded-server x-forwarded-user x-goog-api-key x-goog-authenticated-user-email x-host x-http-method-override
  x-litellm-call-id x-litellm-tags x-original-forwarded-for x-original-url x-real-ip x-remote-user x-request-id
  x-rewrite-url x-stainless-arch x-stainless-retry-count x-stainless-timeout x-tollgate-deployment
  x-tollgate-model x-tollgate-tags x-url-scheme x-wap-profile made-up anthropic anthropicversion x-anthropic-beta
`
  .trim()
  .split(/\s+/);

/** What comes down of upstream's headers. */
const PASSED_DOWN = [
  'anthropic-ratelimit-made-up-remaining',
  'anthropic-ratelimit-unified-status',
  'request-id',
  'retry-after',
  'x-should-retry',
];
/** What the gateway says itself. */
const OWN_DOWN =
  /^(x-request-id|x-tollgate-(attempts|cost-usd|deployment|model|overhead-ms|provider)|connection|keep-alive|date|content-length|content-type|transfer-encoding|cache-control|x-accel-buffering)$/;
const NOT_PASSED_DOWN = `
  accept-ranges access-control-allow-credentials access-control-allow-origin age allow alt-svc alt-used
  anthropic-organization-id authorization cf-cache-status cf-mitigated cf-ray clear-site-data content-disposition
  content-language content-location content-security-policy cookie cross-origin-opener-policy etag expires
  expect-ct last-modified link location nel origin-agent-cluster permissions-policy pragma proxy-authenticate
  proxy-authorization proxy-connection public-key-pins referrer-policy refresh report-to server server-timing set-cookie
  set-cookie2 sourcemap strict-transport-security surrogate-control timing-allow-origin traceparent tracestate upgrade
  vary via warning www-authenticate x-api-key x-aws-ec2 x-content-type-options x-envoy-upstream-service-time
  x-frame-options x-internal-host x-powered-by x-robots-tag x-runtime x-served-by made-up x-anthropic-account
`
  .trim()
  .split(/\s+/);

/** Some care for the case of names and some do not, so each is tried. */
const SPELLINGS: [string, (name: string) => string][] = [
  ['small letters', (name) => name],
  ['capital letters', (name) => name.toUpperCase()],
  ['words', (name) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())],
];

let fake: FakeAnthropic;
let gateway: TestGateway;
let port: number;

beforeAll(async () => {
  fake = await startFakeAnthropic({ apiKeys: [API_KEY], oauthTokens: [STORED_TOKEN, LOGIN] });
  gateway = await startGateway({
    yaml: configFor(fake.origin),
    env: { ANTHROPIC_API_KEY: API_KEY, CLAUDE_CODE_API_KEY: STORED_TOKEN, TOLLGATE_MASTER_KEY: KEY },
  });
  port = Number(new URL(gateway.url).port);
});
beforeEach(() => fake.reset());
afterAll(async () => {
  await gateway.close();
  await fake.close();
});

/** Each test of an error has a deployment of its own, because the next call would not be sent to one that rests. */
function configFor(origin: string): string {
  const entries = AUTHS.flatMap(({ auth, model }) =>
    ['', ...ERRORS.map(({ name }) => `-${name}`)].map((suffix) => {
      const provider = auth === 'api_key' ? 'anthropic' : 'claude_code_native';
      const params = `model: ${provider}/claude-sonnet-4-6, auth: ${auth}, api_base: "${origin}"`;
      const id = model + suffix;
      return `  - { model_name: ${id}, litellm_params: { ${params} }, model_info: { id: ${id} } }`;
    }),
  );
  return `router_settings: { num_retries: 0 }\nmodel_list:\n${entries.join('\n')}\n`;
}

function ask(door: Door, model: string, headers: Record<string, string>): Promise<HttpAnswer> {
  const body = bodyFor(door, { model, ...(door === COUNT_TOKENS ? { max_tokens: undefined } : {}) });
  return post({ port, path: door.path, body, headers });
}

/** The key in its own header, beside a login that is only of use to `client_oauth`. */
function credentials(spell = (name: string) => name): Record<string, string> {
  return {
    [spell('x-tollgate-api-key')]: KEY,
    [spell('x-litellm-api-key')]: KEY,
    [spell('x-api-key')]: 'sk-of-the-caller',
    [spell('authorization')]: `Bearer ${LOGIN}`,
  };
}

/** Each name with a value that is found again under whatever name. */
function planted(names: string[], spell = (name: string) => name): Record<string, string> {
  return Object.fromEntries(names.map((name) => [spell(name), `planted-${name}`]));
}

function namesUp({ rawHeaders }: FakeRequest): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
}

describe.each(AUTHS)('what goes up by $auth', ({ model, credential: [credentialName, credential] }) => {
  it.each(DOORS.flatMap((door) => SPELLINGS.map(([name, spell]) => ({ door, name, spell }))))(
    'through $door.name is the allow-list and nothing else of $door.path, in $name',
    async ({ door, spell }) => {
      const headers = {
        ...planted(NOT_PASSED_UP, spell),
        ...planted(PASSED_UP, spell),
        [spell('anthropic-version')]: '2023-06-01',
        [spell('anthropic-beta')]: 'planted-beta',
        ...credentials(spell),
      };
      expect((await ask(door, model, headers)).status).toBe(200);

      const request = fake.requests[0] as FakeRequest;
      expect(namesUp(request).sort()).toEqual([...OWN_UP, ...PASSED_UP, credentialName].sort());
      expect(request.headers[credentialName]).toBe(credential);
      expect(request.headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'tollgate' });
      const values = request.rawHeaders.filter((value) => value.includes('planted-')).sort();
      const [betas, ...others] = values;
      expect(betas).toMatch(/^planted-beta(,oauth-2025-04-20)?$|^planted-anthropic-/);
      expect([betas, ...others].filter((value) => !value?.startsWith('planted-beta'))).toEqual([
        'planted-anthropic-dangerous-direct-browser-access',
        'planted-anthropic-made-up',
      ]);
      expect(request.rawHeaders.join('\n')).not.toMatch(/sk-of-the-caller|sk-master/);
      if (credential !== `Bearer ${LOGIN}`) expect(request.rawHeaders.join('\n')).not.toContain(LOGIN);
    },
  );
});

describe.each(AUTHS)('what comes down by $auth', ({ model }) => {
  it.each(DOORS)('through $name is the allow-list and nothing else', async (door) => {
    fake.nextAnswer({ ...answerWithHeaders(), route: routeOf(door) });
    const answer = await ask(door, model, credentials());

    expect(answer.status).toBe(200);
    expectAllowListOf(answer);
  });

  it.each(ERRORS)('through $door.name with status $status is the same', async ({ door, status, name }) => {
    fake.nextAnswer({ ...answerWithHeaders(), status, route: routeOf(door) });
    const answer = await ask(door, `${model}-${name}`, credentials());

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expectAllowListOf(answer);
  });
});

describe('what upstream says of its own bytes', () => {
  it.each(DOORS)('is not handed on through $name: an answer that claims to be compressed', async (door) => {
    fake.nextAnswer({ contentEncoding: 'gzip', route: routeOf(door) });
    const answer = await ask(door, 'claude-by-key', credentials());
    expect(answer.status).toBe(502);
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });
});

function routeOf(door: Door): 'count_tokens' | 'messages' {
  return door === COUNT_TOKENS ? 'count_tokens' : 'messages';
}

function answerWithHeaders(): { headers: Record<string, string>; rateLimits: false } {
  const ours = ['x-request-id', 'x-tollgate-cost-usd', 'x-tollgate-deployment', 'x-tollgate-made-up'];
  return {
    headers: { ...planted([...NOT_PASSED_DOWN, ...ours, ...PASSED_DOWN]), 'retry-after': '7' },
    rateLimits: false,
  };
}

function expectAllowListOf({ headers, text }: HttpAnswer): void {
  const names = Object.keys(headers);
  expect(names.filter((name) => !OWN_DOWN.test(name)).sort()).toEqual(PASSED_DOWN);
  const values = Object.values(headers).flat().join('\n') + text;
  expect([...values.matchAll(/planted-[\w-]+/g)].map(([value]) => value).sort()).toEqual(
    PASSED_DOWN.filter((name) => name !== 'retry-after').map((name) => `planted-${name}`),
  );
  expect(headers['retry-after']).toBe('7');
}
