import type { RoutingConfig } from '../../config/gateway-config.js';
import { candidateOf } from './candidate.fixture.js';
import { makeModelGroup } from './model-group.js';
import { STRATEGIES } from '../strategies/strategies.js';

const ROUTING: RoutingConfig = {
  strategy: 'simple-shuffle',
  strategyByModel: new Map(),
  numRetries: 2,
  allowedFails: 3,
  cooldownMs: 30_000,
  hasCooldowns: true,
  fallbacks: new Map(),
  contextWindowFallbacks: new Map(),
  refusalFallbacks: new Map(),
  hasSessionAffinity: true,
  enforcesDeploymentLimits: false,
  modelGroupAlias: new Map([
    ['gpt-4o', { model: 'smart', isHidden: true }],
    ['smart', { model: 'claude-opus-4-5', isHidden: false }],
  ]),
};

function groupOf(name: string, more: Partial<RoutingConfig>, served = 'claude-*') {
  const candidate = candidateOf('a');
  const deployment = { ...candidate.deployment, modelName: served };
  return makeModelGroup(name, [{ ...candidate, deployment }], { ...ROUTING, ...more });
}

describe('what the configuration says of a name', () => {
  const fallbacks = new Map([
    ['claude-opus-4-5', ['b']],
    ['claude-*', ['c']],
    ['*', ['d', 'claude-x']],
  ]);

  it.each([
    ['claude-opus-4-5', ['b']],
    ['gpt-4o', ['b']],
    ['claude-sonnet-4-5', ['c']],
  ])('holds for it, for its aliases and for what its wildcard covers: %s', (name, expected) => {
    expect(groupOf(name, { fallbacks }).fallbacks.general).toEqual(expected);
  });

  it('holds under * where nothing else is said, but for itself', () => {
    expect(groupOf('other', { fallbacks }, 'other').fallbacks.general).toEqual(['d', 'claude-x']);
    expect(groupOf('claude-x', { fallbacks }, 'claude-x').fallbacks.general).toEqual(['d']);
  });

  it('is its own strategy, or else the general one', () => {
    const strategyByModel = new Map([['smart', 'least-busy' as const]]);
    expect(groupOf('gpt-4o', { strategyByModel }).strategy).toBe(STRATEGIES['least-busy']);
    expect(groupOf('claude-haiku-4-5', { strategyByModel }).strategy).toBe(STRATEGIES['simple-shuffle']);
  });

  it('may be that it has no fallbacks', () => {
    expect(groupOf('claude-x', {}).hasFallbacks).toBe(false);
    expect(groupOf('claude-x', { refusalFallbacks: new Map([['claude-x', ['b']]]) }).hasFallbacks).toBe(true);
  });
});
