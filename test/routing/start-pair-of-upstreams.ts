import type { TestDatabase } from '../database/start-test-database.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';

export interface Upstreams {
  first: FakeAnthropic;
  second: FakeAnthropic;
}

/** A gateway before two imitations of the Anthropic API. */
export interface PairOfUpstreams extends Upstreams {
  gateway: TestGateway;
  port: number;
  close(): Promise<void>;
}

export interface PairOptions {
  /** The configuration file for the two. */
  yaml: (upstreams: Upstreams) => string;
  database?: TestDatabase;
  env?: Record<string, string>;
  keepRequests?: number;
}

export async function startPairOfUpstreams(options: PairOptions): Promise<PairOfUpstreams> {
  const { keepRequests = 1000, database, env } = options;
  const [first, second] = await Promise.all([
    startFakeAnthropic({ keepRequests }),
    startFakeAnthropic({ keepRequests }),
  ]);
  const gateway = await startGateway({ yaml: options.yaml({ first, second }), database, env });
  return {
    first,
    second,
    gateway,
    port: Number(new URL(gateway.url).port),
    close: async () => {
      await gateway.close();
      await Promise.all([first.close(), second.close(), database?.close()]);
    },
  };
}

/** One entry of `model_list`; `order` decides who is asked first. */
export function deploymentOf(
  name: string,
  { origin }: FakeAnthropic,
  settings: { id: string; order?: number; model?: string; more?: string },
): string {
  const { id, order = 1, model = 'claude-sonnet-4-5', more = '' } = settings;
  return `
  - model_name: ${name}
    litellm_params: { model: anthropic/${model}, api_key: sk-ant-test-${id}, api_base: "${origin}", order: ${order}${more} }
    model_info: { id: ${id} }`;
}
