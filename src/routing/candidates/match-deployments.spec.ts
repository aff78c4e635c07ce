import { Secret } from '../../config/secret.js';
import type { DeploymentConfig } from '../../config/gateway-config.js';
import { matchDeployments } from './match-deployments.js';

function deployment(modelName: string, target: string): DeploymentConfig {
  const slash = target.indexOf('/');
  return {
    id: `${modelName}→${target}`,
    modelName,
    provider: target.slice(0, slash) as DeploymentConfig['provider'],
    model: target.slice(slash + 1),
    auth: 'api_key',
    apiKey: new Secret('sk-ant-x'),
    apiBase: 'http://127.0.0.1',
    weight: 1,
    order: 1,
    extraHeaders: new Secret({}),
  };
}

function match(
  model: string,
  deployments: [string, string][],
  aliases: Record<string, string> = {},
): string[] {
  const all = deployments.map(([name, target]) => deployment(name, target));
  const map = new Map(Object.entries(aliases).map(([name, to]) => [name, { model: to, isHidden: false }]));
  return matchDeployments(model, all, map).map(
    (found) => `${found.deployment.provider}/${found.upstreamModel}`,
  );
}

describe('matchDeployments', () => {
  it('finds every deployment of a name', () => {
    const deployments: [string, string][] = [
      ['sonnet', 'anthropic/claude-sonnet-4-5'],
      ['sonnet', 'claude_code_native/claude-sonnet-4-5'],
      ['*', 'anthropic/*'],
    ];
    expect(match('sonnet', deployments)).toEqual([
      'anthropic/claude-sonnet-4-5',
      'claude_code_native/claude-sonnet-4-5',
    ]);
  });

  it('follows aliases, also of aliases', () => {
    expect(match('a', [['c', 'anthropic/claude-x']], { a: 'b', b: 'c' })).toEqual(['anthropic/claude-x']);
  });

  it.each([
    ['claude-x', '*', 'anthropic/*', 'anthropic/claude-x'],
    ['claude-x', 'claude-*', 'anthropic/*', 'anthropic/claude-x'],
    ['claude-x', 'claude-*', 'anthropic/claude-*', 'anthropic/claude-x'],
    ['anthropic/claude-x', 'anthropic/*', 'anthropic/*', 'anthropic/claude-x'],
    ['anthropic/claude-x', 'claude-*', 'anthropic/*', 'anthropic/claude-x'],
    ['claude_code_native/claude-x', '*', 'claude_code_native/*', 'claude_code_native/claude-x'],
    ['team/claude-x', 'team/*', 'anthropic/*', 'anthropic/claude-x'],
    ['fast-4-5', 'fast-*', 'anthropic/claude-haiku-*', 'anthropic/claude-haiku-4-5'],
    ['anything', 'any*', 'anthropic/claude-haiku-4-5', 'anthropic/claude-haiku-4-5'],
  ])('asks upstream for the right model: %s by %s → %s', (model, name, target, expected) => {
    expect(match(model, [[name, target]])).toEqual([expected]);
  });

  it('prefers the most specific wildcard', () => {
    const deployments: [string, string][] = [
      ['*', 'anthropic/*'],
      ['claude-haiku-*', 'claude_code_native/*'],
      ['claude-*', 'anthropic/claude-sonnet-4-5'],
    ];
    expect(match('claude-haiku-4-5', deployments)).toEqual(['claude_code_native/claude-haiku-4-5']);
    expect(match('claude-opus-4-5', deployments)).toEqual(['anthropic/claude-sonnet-4-5']);
    expect(match('gpt-4', deployments)).toEqual(['anthropic/gpt-4']);
  });

  it('finds nothing for a name that no deployment serves, or a provider that is not the wildcard’s', () => {
    expect(match('gpt-4', [['claude-*', 'anthropic/*']])).toEqual([]);
    expect(match('claude_code_native/claude-x', [['*', 'anthropic/*']])).toEqual([]);
    expect(match('claude.x', [['claude-x', 'anthropic/claude-x']])).toEqual([]);
  });
});
