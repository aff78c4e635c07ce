import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway } from '../start-gateway.js';
import { OAUTH_TOKEN } from './check-upstream.js';

const MASTER_KEY = 'sk-master-key-of-the-examples';

export interface ExampleGateway {
  fake: FakeAnthropic;
  /** What an example finds the gateway by. */
  env: { TOLLGATE_URL: string; TOLLGATE_API_KEY: string };
  close(): Promise<void>;
}

/** A gateway with a master key in front of the fake Anthropic, as the examples of its clients expect it. */
export async function startExampleGateway(): Promise<ExampleGateway> {
  const fake = await startFakeAnthropic({ oauthTokens: [OAUTH_TOKEN] });
  const gateway = await startGateway({
    env: {
      CLAUDE_CODE_API_KEY: OAUTH_TOKEN,
      CLAUDE_CODE_API_BASE: fake.origin,
      TOLLGATE_MASTER_KEY: MASTER_KEY,
    },
  });
  return {
    fake,
    env: { TOLLGATE_URL: gateway.url, TOLLGATE_API_KEY: MASTER_KEY },
    close: async () => {
      await gateway.close();
      await fake.close();
    },
  };
}
