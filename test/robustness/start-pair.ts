import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';

export interface Pair {
  fake: FakeAnthropic;
  gateway: TestGateway;
  /** Where the gateway listens on 127.0.0.1. */
  port: number;
  close(): Promise<void>;
}

export interface PairOptions {
  /** The deployment's time-out; 60 when left out. */
  timeoutSeconds?: number;
  keepRequests?: number;
  masterKey?: string;
  /** Where calls go in the fake's place. */
  apiBase?: string;
}

/** Starts a fake Anthropic API and a gateway whose `claude-*` models go to it with an API key. */
export async function startPair(options: PairOptions = {}): Promise<Pair> {
  const fake = await startFakeAnthropic({ keepRequests: options.keepRequests ?? 100 });
  const gateway = await startGateway({ yaml: configFor(options.apiBase ?? fake.origin, options) });
  return {
    fake,
    gateway,
    port: Number(new URL(gateway.url).port),
    close: async () => {
      await fake.close();
      await gateway.close();
    },
  };
}

function configFor(apiBase: string, { timeoutSeconds = 60, masterKey }: PairOptions): string {
  const settings = masterKey === undefined ? '' : `general_settings: { master_key: "${masterKey}" }\n`;
  // A fault of one test is not for the next one to know.
  return `${settings}router_settings: { disable_cooldowns: true }
model_list:
  - model_name: "claude-*"
    litellm_params: { model: "anthropic/*", api_key: sk-ant-test, api_base: "${apiBase}", timeout: ${timeoutSeconds} }
`;
}
