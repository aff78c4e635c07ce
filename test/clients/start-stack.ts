import {
  type AnswerSpec,
  type FakeAnthropic,
  type FakeEvent,
  type FakeRequest,
  type JsonObject,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';

export const MASTER_KEY = 'sk-master-0123456789abcdef';
export const API_KEY = 'sk-ant-api03-of-the-gateway';
export const OAUTH_TOKEN = 'sk-ant-oat01-of-the-gateway';
export const CLAUDE_CODE_PROMPT = "You are Claude Code, Anthropic's official CLI for Claude.";

/** One model name for each way to Claude, and how its requests have to look upstream. */
export const WAYS = [
  {
    provider: 'claude_code_native',
    model: 'claude-sonnet-4-6',
    credential: { authorization: `Bearer ${OAUTH_TOKEN}`, 'x-api-key': undefined },
    system: [{ type: 'text', text: CLAUDE_CODE_PROMPT }],
  },
  {
    provider: 'anthropic',
    model: 'anthropic/claude-sonnet-4-6',
    credential: { authorization: undefined, 'x-api-key': API_KEY },
    system: undefined,
  },
] as const;

/** The fake Anthropic API and a gateway before it. */
export interface Stack {
  fake: FakeAnthropic;
  gateway: TestGateway;
  /** The gateway's OpenAI base URL. */
  openAiUrl: string;
  /** POSTs JSON to the gateway. A string or buffer goes as it is. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The last request that reached upstream. */
  lastUpstream(): FakeRequest;
  close(): Promise<void>;
}

interface StackOptions {
  /** Absent: the gateway is open. */
  masterKey?: string;
  /** Which credentials upstream accepts; those of the gateway when left out. */
  apiKeys?: string[];
  oauthTokens?: string[];
}

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { masterKey, apiKeys = [API_KEY], oauthTokens = [OAUTH_TOKEN] } = options;
  const fake = await startFakeAnthropic({ apiKeys, oauthTokens });
  const gateway = await startGateway({
    yaml: configFor(fake.origin),
    env: {
      CLAUDE_CODE_API_KEY: OAUTH_TOKEN,
      ANTHROPIC_API_KEY: API_KEY,
      ...(masterKey === undefined ? {} : { TOLLGATE_MASTER_KEY: masterKey }),
    },
  });
  return {
    fake,
    gateway,
    openAiUrl: `${gateway.url}/v1`,
    post: (path, body, headers = {}) => postTo(gateway.url + path, body, headers),
    lastUpstream: () => lastOf(fake.requests),
    close: async () => {
      await gateway.close();
      await fake.close();
    },
  };
}

/** `claude-*` through Claude Code's way, `anthropic/*` through the API's, and one model with a name of the house. */
function configFor(origin: string): string {
  return `
model_list:
  - model_name: claude-*
    litellm_params: { model: claude_code_native/claude-*, api_base: ${origin} }
  - model_name: anthropic/*
    litellm_params: { model: anthropic/*, api_base: ${origin} }
  - model_name: house-sonnet
    litellm_params: { model: anthropic/claude-sonnet-4-6, api_base: ${origin} }
    model_info: { id: house-sonnet-1 }
router_settings:
  # What a test has upstream refuse is not for the next one to know.
  disable_cooldowns: true
  model_group_alias: { sonnet: house-sonnet, gpt-4o: { model: house-sonnet, hidden: true } }
`;
}

async function postTo(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
}

/** What the fake itself sends for an answer, straight from it: what came through the gateway is compared with this. */
export async function answerOfFake(
  fake: FakeAnthropic,
  answer: AnswerSpec,
  request: Record<string, unknown> = {},
): Promise<Buffer> {
  fake.nextAnswer(answer);
  const body = {
    model: 'claude-sonnet-4-6',
    max_tokens: 100,
    messages: [{ role: 'user', content: 'Hi' }],
    ...request,
  };
  const headers = { 'x-api-key': API_KEY, 'anthropic-version': '2023-06-01' };
  const response = await postTo(`${fake.origin}/v1/messages`, body, headers);
  return Buffer.from(await response.arrayBuffer());
}

/** The events of a stream as the fake writes them with LF. */
export function eventsIn(stream: Buffer | string): FakeEvent[] {
  const frames = stream.toString().split('\n\n').filter(Boolean);
  return frames.map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 'data: '.length)));
}

/** The JSON body of an answer; the assertions of a test are what gives it a shape. */
export async function readJson(response: Response): Promise<JsonObject> {
  return (await response.json()) as JsonObject;
}

export function lastOf<T>(list: readonly T[]): T {
  const last = list.at(-1);
  if (last === undefined) throw new Error('There is none.');
  return last;
}
