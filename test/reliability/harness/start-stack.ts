import { Agent } from 'node:http';

import { SpendBook } from '../../../src/usage/spend-book.js';
import type { TestDatabase } from '../../database/start-test-database.js';
import { type FakeAnthropic, startFakeAnthropic } from '../../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../../start-gateway.js';
import { makeAdmin, type Admin } from './admin.js';
import { post } from '../../robustness/http-call.js';
import { MODEL, PROMPT, type Target } from './calls.js';
import { type PlantedSecrets, secretsIn } from './planted-secrets.js';

export const MASTER_KEY = 'sk-master-planted-0123456789abcdef';
export const UPSTREAM_KEY = 'sk-ant-api03-planted-upstream-key';

/** All keys are treated alike, and each is sought in every file. */
const KEYS_SOUGHT = 4;

export interface StackOptions {
  /** How many requests the upstream keeps to be looked at. */
  keepRequests?: number;
  /** The time-out of calls to upstream. */
  timeoutSeconds?: number;
}

/** A gateway on a real database before a fake Anthropic API, with what a scenario needs to look behind it. */
export interface Stack extends Admin {
  fake: FakeAnthropic;
  database: TestDatabase;
  target: Target;
  /** All lines of the log so far, also of the gateways before a restart. */
  logLines(): Record<string, unknown>[];
  /** What the running gateway has taken in. */
  book(): SpendBook;
  secrets(): PlantedSecrets;
  /** A clean end and a new start on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startStack(
  start: () => Promise<TestDatabase>,
  options: StackOptions = {},
): Promise<Stack> {
  const [database, fake] = await Promise.all([
    start(),
    startFakeAnthropic({ apiKeys: [UPSTREAM_KEY], keepRequests: options.keepRequests ?? 1000 }),
  ]);
  await warmUp(fake);
  const agent = new Agent({ keepAlive: true, maxSockets: 1000 });
  const earlierLines: Record<string, unknown>[] = [];
  const keys: string[] = [];
  let { gateway, book } = await openGateway(database, configFor(fake.origin, options));
  const target: Target = { port: portOf(gateway), agent };
  const place = database.config.database;
  const admin = makeAdmin(
    () => gateway.url,
    MASTER_KEY,
    (key) => keys.push(key),
  );
  return {
    ...admin,
    fake,
    database,
    target,
    logLines: () => [...earlierLines, ...gateway.logLines],
    book: () => book,
    secrets: () => ({
      'the master key': MASTER_KEY,
      'the upstream key': UPSTREAM_KEY,
      'the prompt': PROMPT,
      ...(place.kind === 'server' ? { 'the database URL': place.url.reveal() } : {}),
      ...Object.fromEntries(
        keys.slice(0, KEYS_SOUGHT).map((key, index) => [`virtual key ${index + 1}`, key]),
      ),
    }),
    restart: async () => {
      await gateway.close();
      earlierLines.push(...gateway.logLines);
      ({ gateway, book } = await openGateway(database, configFor(fake.origin, options)));
      target.port = portOf(gateway);
    },
    close: async () => {
      agent.destroy();
      await gateway.close();
      await Promise.all([fake.close(), database.close()]);
    },
  };
}

/** The fake's first look at a body takes longer than all others together. */
async function warmUp(fake: FakeAnthropic): Promise<void> {
  const headers = { 'x-api-key': UPSTREAM_KEY, 'anthropic-version': '2023-06-01' };
  for (const stream of [false, true]) {
    const body = { model: MODEL, max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }], stream };
    await post({ port: fake.port, path: '/v1/messages', headers, body });
  }
  fake.reset();
}

/** The names of planted secrets in the log. */
export function secretsInLog(stack: Stack): string[] {
  return secretsIn(JSON.stringify(stack.logLines()), stack.secrets());
}

/** The spend book that a gateway opens counts what no answer tells: calls under way, and what is held for them. */
async function openGateway(
  database: TestDatabase,
  yaml: string,
): Promise<{ gateway: TestGateway; book: SpendBook }> {
  const open = SpendBook.open.bind(SpendBook);
  let book: SpendBook | undefined;
  SpendBook.open = async (...terms) => (book = await open(...terms));
  try {
    const gateway = await startGateway({ yaml, database });
    if (book === undefined) throw new Error('The gateway opened no spend book.');
    return { gateway, book };
  } finally {
    SpendBook.open = open;
  }
}

function configFor(apiBase: string, { timeoutSeconds = 60 }: StackOptions): string {
  return `general_settings: { master_key: "${MASTER_KEY}" }
model_list:
  - model_name: "claude-*"
    litellm_params: { model: "anthropic/*", api_key: ${UPSTREAM_KEY}, api_base: "${apiBase}", timeout: ${timeoutSeconds} }
`;
}

function portOf({ url }: TestGateway): number {
  return Number(new URL(url).port);
}
