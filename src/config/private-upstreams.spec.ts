import { ConfigError } from './config-error.js';
import { loadConfig } from './load-config.js';

function load(general: string) {
  const readFile = (path: string): string => {
    if (path === '/app/config.yaml') return `general_settings: ${general}\n`;
    throw Object.assign(new Error('absent'), { code: 'ENOENT' });
  };
  const env = { ANTHROPIC_API_KEY: 'sk-ant-api03-env', ANTHROPIC_API_BASE: 'http://10.0.0.7:8080/v1' };
  return loadConfig({ flags: { config: 'config.yaml' }, env, cwd: '/app', readFile });
}

function problemsOf(general: string): readonly string[] {
  try {
    load(general);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('general_settings.allow_private_upstreams', () => {
  it.each([
    ['{}', false],
    ['{ allow_private_upstreams: false }', false],
    ['{ allow_private_upstreams: true }', true],
    ['{ allow_private_upstreams: [] }', []],
    [
      '{ allow_private_upstreams: [10.1.0.0/16, 127.0.0.1, "fd00::/8", proxy.internal] }',
      ['10.1.0.0/16', '127.0.0.1', 'fd00::/8', 'proxy.internal'],
    ],
  ])('is read: %s', (general, expected) => {
    expect(load(general).privateUpstreams).toEqual(expected);
  });

  it('says what is allowed when it is something else', () => {
    expect(problemsOf('{ allow_private_upstreams: perhaps }')).toEqual([
      'config.yaml:1:46: general_settings.allow_private_upstreams is "perhaps"; allowed is true, false, or a list of host names, addresses and networks such as 10.1.0.0/16.',
    ]);
    expect(problemsOf('{ allow_private_upstreams: [10.0.0.0/33, "http://a"] }')).toEqual([
      expect.stringContaining('allow_private_upstreams[0] is "10.0.0.0/33"; allowed is a host name'),
      expect.stringContaining('allow_private_upstreams[1] is "http://a"; allowed is a host name'),
    ]);
  });

  it('has nothing to do with the origins that the environment names', () => {
    expect(load('{}').providerBases).toEqual({
      anthropic: 'http://10.0.0.7:8080',
      claude_code_native: 'https://api.anthropic.com',
    });
  });
});
