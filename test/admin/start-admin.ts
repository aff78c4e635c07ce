import {
  type FakeAnthropic,
  type JsonObject,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import type { TestDatabase } from '../database/start-test-database.js';
import { startGateway, type TestGateway } from '../start-gateway.js';

export const MASTER_KEY = 'sk-master-0123456789abcdefghijklmn';

/** An answer of the gateway, its body read. */
interface Answer {
  status: number;
  headers: Headers;
  /** Parsed; whoever asserts says what it should be. */
  body: JsonObject[string];
}

interface CallOptions {
  /** The master key when it is not said; null: none. */
  key?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A gateway on a real database, before a fake Anthropic API. */
export interface AdminStack {
  gateway: TestGateway;
  fake: FakeAnthropic;
  /** `call('POST /admin/keys', { body: { name: 'ci' } })` */
  call: (route: string, options?: CallOptions) => Promise<Answer>;
  /** A new object of the admin API; fails when it is not made. */
  make: (path: string, body: object, key?: string) => Promise<JsonObject>;
  /** A chat completion that a key asks for. */
  chat: (key: string, model?: string) => Promise<Answer>;
  close: () => Promise<void>;
}

/** Starts them; `env` goes before what they need. */
export async function startAdmin(
  startDatabase: () => Promise<TestDatabase>,
  env: Record<string, string | undefined> = {},
): Promise<AdminStack> {
  const [database, fake] = await Promise.all([startDatabase(), startFakeAnthropic()]);
  const needed = {
    CLAUDE_CODE_API_KEY: 'sk-ant-oat01-test',
    CLAUDE_CODE_API_BASE: fake.origin,
    TOLLGATE_MASTER_KEY: MASTER_KEY,
  };
  const all = Object.entries({ ...needed, ...env }).filter(([, value]) => value !== undefined);
  const gateway = await startGateway({ database, env: Object.fromEntries(all) });
  const call = callTo(gateway.url);
  return {
    gateway,
    fake,
    call,
    make: async (path, body, key) => {
      const answer = await call(`POST ${path}`, { body, key });
      if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    chat: (key, model = 'claude-sonnet-4-5') => {
      const messages = [{ role: 'user', content: 'Hi' }];
      return call('POST /v1/chat/completions', { key, body: { model, messages } });
    },
    close: async () => {
      await gateway.close();
      await Promise.all([fake.close(), database.close()]);
    },
  };
}

/** Calls a gateway as the master key unless told otherwise. */
export function callTo(origin: string) {
  return async (route: string, { key = MASTER_KEY, body, headers }: CallOptions = {}): Promise<Answer> => {
    const [method, path] = route.split(' ') as [string, string];
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  };
}
