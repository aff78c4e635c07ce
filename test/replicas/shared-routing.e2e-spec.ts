import pino from 'pino';

import { loadConfig } from '../../src/config/load-config.js';
import type { Provider } from '../../src/providers/provider.js';
import { ProviderRegistry } from '../../src/providers/provider-registry.js';
import { callFor, upstreamFailures } from '../../src/routing/router.fixture.js';
import { RouterService } from '../../src/routing/router.service.js';
import { RedisLink } from '../../src/shared-state/redis-link.js';
import { SharedStateService } from '../../src/shared-state/shared-state.service.js';
import { waitUntil } from '../database/wait-until.js';
import { describeWithRedis, PATIENT, type RedisServer, startRedisServer } from './redis-server.js';

const YAML = `
model_list:
  - {model_name: sonnet, litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: sk-ant-a}, model_info: {id: one}}
  - {model_name: sonnet, litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: sk-ant-b}, model_info: {id: two}}
`;
const SILENT = pino({ level: 'silent' });

describeWithRedis('what replicas tell each other of deployments', () => {
  let redis: RedisServer;
  let links: RedisLink[];
  let routers: RouterService[];

  beforeAll(async () => (redis = await startRedisServer()));
  beforeEach(async () => {
    links = [new RedisLink(redis.url, SILENT, PATIENT), new RedisLink(redis.url, SILENT, PATIENT)];
    routers = links.map((link) => {
      const config = loadConfig({ flags: { config: 'c.yaml' }, env: {}, cwd: '/', readFile: () => YAML });
      const registry = new ProviderRegistry([{ name: 'anthropic' } as Provider]);
      return new RouterService(config, registry, SILENT, new SharedStateService(link));
    });
    await Promise.all(links.map((link) => link.start()));
  });
  afterEach(() => Promise.all(links.map((link) => link.close())));
  afterAll(() => redis?.close());

  const statesOf = (router: RouterService): Record<string, string> =>
    Object.fromEntries(router.status().map(({ id, health }) => [id, health]));

  /** Upstream tells a replica to wait; resolves with the deployment's id once the other one knows. */
  async function letRest(): Promise<string> {
    const [first, second] = routers as [RouterService, RouterService];
    const call = first.route(callFor('sonnet'));
    const { deploymentId } = call.target;
    call.begin();
    call.end({ error: upstreamFailures.rateLimited({ 'retry-after': '60' }), tokens: 0 });
    await waitUntil(() => statesOf(second)[deploymentId] === 'cooling_down');
    return deploymentId;
  }

  it('a deployment that upstream has told to wait gets no calls from any replica, until it is seen to work', async () => {
    const [first, second] = routers as [RouterService, RouterService];
    const rested = await letRest();
    for (let calls = 0; calls < 20; calls++) {
      expect(second.route(callFor('sonnet')).target.deploymentId).not.toBe(rested);
    }
    second.markHealthy(rested);
    await waitUntil(() => statesOf(first)[rested] === 'available');
  });

  it('a conversation goes to the deployment that it is on, whichever replica is asked', async () => {
    const [first, second] = routers as [RouterService, RouterService];
    const talks = Array.from({ length: 20 }, (_, talk) => `key talk ${talk}`);
    const placeOf = (router: RouterService, talk: string): string =>
      router.route(callFor('sonnet', { conversation: () => talk })).target.deploymentId;
    const places = talks.map((talk) => placeOf(first, talk));
    // Messages come in their order: whoever has heard of these has heard of the conversations.
    const rested = await letRest();
    first.markHealthy(rested);
    await waitUntil(() => statesOf(second)[rested] === 'available');
    expect(talks.map((talk) => placeOf(second, talk))).toEqual(places);
  });
});
