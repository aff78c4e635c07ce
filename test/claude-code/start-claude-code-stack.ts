import { startEmbeddedDatabase, type TestDatabase } from '../database/start-test-database.js';
import {
  type FakeAnthropic,
  type JsonObject,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { type ClaudeCode, makeClaudeCode } from './claude-code.js';
import { type Recorder, startRecorder } from './start-recorder.js';

export const MASTER_KEY = 'sk-master-0123456789abcdefghijklmn';
export const UPSTREAM_KEY = 'sk-ant-api03-of-the-gateway-0123456789';
export const STORED_TOKEN = 'sk-ant-oat01-of-the-gateway-0123456789';
export const LOGIN = 'sk-ant-oat01-login-of-the-user-0123456789';

/** Served by one deployment, under its own name: nothing of a request has to change. */
export const SINGLE = 'claude-opus-4-8';
/** Served by two deployments, one at each upstream. */
export const PAIR = 'claude-sonnet-4-6';
/** Through a stored Claude Code token, under a name of the house. */
export const BY_TOKEN = 'claude-by-token';
/** Through the user's own login. */
export const BY_LOGIN = 'claude-by-login';

/** Through an API key that upstream does not know. */
export const WITH_WRONG_KEY = 'claude-with-wrong-key';

/** The real client → a recorder → a gateway → two upstreams. */
export interface ClaudeCodeStack {
  claude: ClaudeCode;
  recorder: Recorder;
  gateway: TestGateway;
  database: TestDatabase;
  fakes: readonly [FakeAnthropic, FakeAnthropic];
  virtualKey: string;
  /** The environment of the README's three lines, for a model. */
  setUp(model: string): Record<string, string>;
  /** Calls the admin API. */
  admin(method: string, path: string, body?: object): Promise<JsonObject>;
  /** The usage records of a session, oldest first, once there are so many of them. */
  waitForRecords(sessionId: string, count: number): Promise<JsonObject[]>;
  close(): Promise<void>;
}

export async function startClaudeCodeStack(): Promise<ClaudeCodeStack> {
  const accepted = { apiKeys: [UPSTREAM_KEY], oauthTokens: [STORED_TOKEN, LOGIN] };
  const [database, ...fakes] = await Promise.all([
    startEmbeddedDatabase(),
    startFakeAnthropic(accepted),
    startFakeAnthropic(accepted),
  ]);
  const gateway = await startGateway({
    database,
    yaml: configFor(fakes[0].origin, fakes[1].origin),
    env: {
      ANTHROPIC_API_KEY: UPSTREAM_KEY,
      CLAUDE_CODE_API_KEY: STORED_TOKEN,
      TOLLGATE_MASTER_KEY: MASTER_KEY,
    },
  });
  const recorder = await startRecorder(gateway.url);
  const admin = (method: string, path: string, body?: object) => askAdmin(gateway.url + path, method, body);
  const { key: virtualKey } = await admin('POST', '/admin/keys', { name: 'ada' });
  const claude = makeClaudeCode();
  return {
    claude,
    recorder,
    gateway,
    database,
    fakes,
    virtualKey,
    setUp: (model) => ({
      ANTHROPIC_BASE_URL: recorder.url,
      ANTHROPIC_AUTH_TOKEN: virtualKey,
      ANTHROPIC_MODEL: model,
    }),
    admin,
    waitForRecords: async (sessionId, count) => {
      for (;;) {
        const { data } = await admin('GET', `/admin/usage?session_id=${sessionId}`);
        if (data.length >= count) return data.reverse();
        // Records reach the database a moment after the answer.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: async () => {
      claude.remove();
      await recorder.close();
      await gateway.close();
      await Promise.all([...fakes.map((fake) => fake.close()), database.close()]);
    },
  };
}

function configFor(first: string, second: string): string {
  return `
model_list:
  - model_name: ${SINGLE}
    litellm_params: { model: anthropic/${SINGLE}, api_base: ${first} }
  - model_name: ${PAIR}
    litellm_params: { model: anthropic/${PAIR}, api_base: ${first} }
    model_info: { id: first }
  - model_name: ${PAIR}
    litellm_params: { model: anthropic/${PAIR}, api_base: ${second} }
    model_info: { id: second }
  - model_name: ${BY_TOKEN}
    litellm_params: { model: claude_code_native/${SINGLE}, api_base: ${first} }
  - model_name: ${BY_LOGIN}
    litellm_params: { model: claude_code_native/${SINGLE}, auth: client_oauth, api_base: ${first} }
  - model_name: ${WITH_WRONG_KEY}
    litellm_params: { model: anthropic/${SINGLE}, api_key: sk-ant-wrong, api_base: ${first} }
`;
}

async function askAdmin(url: string, method: string, body?: object): Promise<JsonObject> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return (await response.json()) as JsonObject;
}
