import pino from 'pino';

import { loadConfig } from '../config/load-config.js';
import type { GatewayError } from '../errors/gateway-error.js';
import type { Provider } from '../providers/provider.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import { SharedStateService } from '../shared-state/shared-state.service.js';
import { callFor, upstreamFailures } from './router.fixture.js';
import { RouterService } from './router.service.js';

const YAML = `
model_list:
  - {model_name: sonnet, litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: sk-ant-secret}, model_info: {id: one}}
  - {model_name: sonnet, litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: sk-ant-secret-2}, model_info: {id: two}}
`;

function start() {
  const lines: string[] = [];
  const logger = pino({ level: 'debug', base: null }, { write: (line) => lines.push(line) });
  const config = loadConfig({ flags: { config: 'c.yaml' }, env: {}, cwd: '/', readFile: () => YAML });
  const registry = new ProviderRegistry([{ name: 'anthropic' } as Provider]);
  const router = new RouterService(config, registry, logger, new SharedStateService(undefined));
  const fail = (error: GatewayError): void => {
    const call = router.route(callFor('sonnet'));
    call.begin();
    call.end({ error, tokens: 0 });
  };
  const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { router, lines, logged, fail };
}

describe('the log', () => {
  it('has one alert when upstream refuses a credential, and never the credential', () => {
    const { fail, logged, lines } = start();
    for (let calls = 0; calls < 2; calls++) fail(upstreamFailures.credential());
    const alerts = logged().filter(({ level }) => level === 50);
    expect(alerts.map(({ deploymentId }) => deploymentId).sort()).toEqual(['one', 'two']);
    expect(alerts[0]!.msg).toContain('ALERT');
    expect(lines.join()).not.toContain('sk-ant-secret');
  });

  it('has a warning when a deployment cools down and a line when it is back, and none for a call', () => {
    const { router, fail, logged } = start();
    for (let calls = 0; calls < 2; calls++) fail(upstreamFailures.rateLimited({ 'retry-after': '60' }));
    router.markHealthy('one');
    expect(logged().map(({ level }) => level)).toEqual([40, 40, 30]);
    expect(logged()[0]).toMatchObject({
      model: 'claude-sonnet-4-5',
      reason: 'rate_limited',
      seconds: 60,
      errorType: 'rate_limit_error',
    });
  });
});
