import { inspect } from 'node:util';
import { ConfigError } from './config-error.js';
import type { DatabaseConfig, GatewayConfig } from './gateway-config.js';
import type { ConfigFlags } from './config-sources.js';
import { loadConfig } from './load-config.js';

interface Given {
  flags?: ConfigFlags;
  env?: Record<string, string>;
  files?: Record<string, string>;
}

function load({ flags = {}, env = {}, files = {} }: Given): GatewayConfig {
  const readFile = (path: string) => {
    const text = files[path];
    if (text !== undefined) return text;
    throw Object.assign(new Error('absent'), { code: path === '/app/folder' ? 'EISDIR' : 'ENOENT' });
  };
  return loadConfig({ flags, env, cwd: '/app', readFile });
}

function urlOf(database: DatabaseConfig): string | undefined {
  return database.kind === 'server' ? database.url.reveal() : undefined;
}

function problemsOf(given: Given): readonly string[] {
  try {
    load(given);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const LONG_KEY = 'a-master-key-of-many-characters';

describe('the configuration', () => {
  const files = {
    '/app/.env': `TOLLGATE_MASTER_KEY=from-dotenv-${LONG_KEY}\nPORT=1001\nHOST=127.0.0.2\nLOG_LEVEL=debug\n`,
    '/app/config.yaml': `general_settings: {master_key: from-file-${LONG_KEY}, database_url: postgres://file/db}`,
  };

  it('takes flags over the environment over .env over the file over defaults', () => {
    const config = load({
      flags: { config: 'config.yaml', port: '1003' },
      env: { HOST: '127.0.0.3', PORT: '1002' },
      files,
    });
    expect(config).toMatchObject({
      port: 1003,
      host: '127.0.0.3',
      logLevel: 'debug',
      dataDir: '/app/.tollgate',
    });
    expect(config.masterKey?.reveal()).toBe(`from-dotenv-${LONG_KEY}`);
    expect(urlOf(config.database)).toBe('postgres://file/db');
  });

  it('counts an empty variable as absent', () => {
    const env = { PORT: '', HOST: '', LOG_LEVEL: '', DATABASE_URL: '', REDIS_URL: '', TOLLGATE_SECRET: '' };
    const config = load({ env });
    expect(config).toMatchObject({ port: 4000, host: '127.0.0.1', logLevel: 'info' });
    expect(config.database).toEqual({ kind: 'embedded' });
  });

  it('does not let .env fill a variable that the environment sets to nothing', () => {
    expect(load({ env: { PORT: '' }, files: { '/app/.env': 'PORT=1001' } }).port).toBe(4000);
  });

  it('warns of a line of .env that it cannot read', () => {
    const config = load({ files: { '/app/.env': 'PORT=1001\nwhat is this\nHOST=127.0.0.9' } });
    expect(config).toMatchObject({ port: 1001, host: '127.0.0.9' });
    expect(config.warnings).toEqual(['.env:2: not of the form NAME=value; ignored.']);
  });

  it('reads what the contract names from the environment', () => {
    const config = load({
      env: {
        TOLLGATE_MASTER_KEY: LONG_KEY,
        TOLLGATE_SECRET: 'a-secret-of-many-characters',
        DATABASE_URL: 'postgresql://a/b',
        REDIS_URL: 'rediss://c',
        TOLLGATE_DATA_DIR: '/var/lib/tollgate',
        LOG_LEVEL: 'WARN',
        HOST: '[::1]',
      },
    });
    expect(config).toMatchObject({ dataDir: '/var/lib/tollgate', logLevel: 'warn', host: '::1' });
    expect(config.sealingSecret?.reveal()).toBe('a-secret-of-many-characters');
    expect(config.redisUrl?.reveal()).toBe('rediss://c');
  });

  it('takes a variable from the file that NAME_FILE names, without the end of its last line', () => {
    const config = load({
      flags: { config: 'config.yaml' },
      env: {
        TOLLGATE_MASTER_KEY_FILE: '/run/secrets/master-key',
        TOLLGATE_SECRET_FILE: 'secret',
        DATABASE_URL_FILE: '/run/secrets/database-url',
        TEAM_KEY_FILE: '/run/secrets/team-key',
      },
      files: {
        '/run/secrets/master-key': `${LONG_KEY}\n`,
        '/app/secret': 'a secret of many characters\r\n',
        '/run/secrets/database-url': 'postgresql://a/b\n',
        '/run/secrets/team-key': 'sk-ant-api03-team\n',
        '/app/config.yaml':
          'model_list: [{model_name: a, params: {model: anthropic/b, api_key: os.environ/TEAM_KEY}}]',
      },
    });
    expect(config.masterKey?.reveal()).toBe(LONG_KEY);
    expect(config.sealingSecret?.reveal()).toBe('a secret of many characters');
    expect(urlOf(config.database)).toBe('postgresql://a/b');
    expect(config.deployments[0]?.apiKey?.reveal()).toBe('sk-ant-api03-team');
  });

  it('counts an empty file as an empty variable', () => {
    const files = { '/empty': '\n' };
    expect(load({ env: { REDIS_URL_FILE: '/empty' }, files }).redisUrl).toBeUndefined();
    expect(problemsOf({ env: { TOLLGATE_MASTER_KEY_FILE: '/empty' }, files })).toEqual([
      expect.stringMatching(/^TOLLGATE_MASTER_KEY is blank/),
    ]);
  });

  it('refuses a variable whose file cannot be read or that is set itself too, without its value', () => {
    const env = {
      DATABASE_URL_FILE: 'postgresql://planted:planted@a/b',
      REDIS_URL: 'redis://:planted@c',
      REDIS_URL_FILE: '/run/secrets/redis-url',
    };
    expect(problemsOf({ env })).toEqual([
      'DATABASE_URL_FILE: no such file.',
      'REDIS_URL and REDIS_URL_FILE are both set; leave one out.',
    ]);
  });

  it('keeps secrets out of JSON and of dumps', () => {
    const config = load({
      flags: { config: 'config.yaml' },
      env: {
        TOLLGATE_MASTER_KEY: 'planted-master-key',
        TOLLGATE_SECRET: 'planted-sealing-secret',
        DATABASE_URL: 'postgresql://planted:planted@a/b',
        REDIS_URL: 'redis://:planted@c',
        ANTHROPIC_API_KEY: 'planted-api-key',
      },
      files: {
        '/app/config.yaml':
          'model_list: [{model_name: a, params: {model: anthropic/b, extra_headers: {x-proxy: planted}}}]',
      },
    });
    expect(JSON.stringify(config)).not.toContain('planted');
    expect(inspect(config, { depth: null, showHidden: true })).not.toContain('planted');
    expect(`${String(config.masterKey)} ${JSON.stringify(config.database)}`).toBe(
      '[redacted] {"kind":"server","url":"[redacted]"}',
    );
    expect(config.masterKey?.reveal()).toBe('planted-master-key');
  });
});

describe('a database server', () => {
  const env = { DATABASE_URL: 'postgresql://tollgate@db/tollgate' };

  it('without a secret that outlives the data directory is warned of', () => {
    expect(load({ env }).warnings).toEqual([
      'TOLLGATE_SECRET is not set: keys in the database work only with the secret kept in /app/.tollgate. Set it where several gateways share the database, or where that directory does not stay.',
    ]);
  });

  it('with a secret is not', () => {
    expect(load({ env: { ...env, TOLLGATE_SECRET: LONG_KEY } }).warnings).toEqual([]);
  });
});

describe('a wrong flag or variable stops the start and is named', () => {
  it.each<[Given, string]>([
    [{ flags: { port: 'abc' } }, '--port is "abc"; allowed is a whole number, 0 to 65535, such as 4000.'],
    [{ env: { PORT: '70000' } }, 'PORT is "70000"; allowed is a whole number, 0 to 65535, such as 4000.'],
    [
      { env: { LOG_LEVEL: 'loud' } },
      'LOG_LEVEL is "loud"; allowed is one of fatal, error, warn, info, debug, trace, silent.',
    ],
    [
      { flags: { host: 'http://localhost' } },
      '--host is "http://localhost"; allowed is an IP address or a host name, without protocol and port, such as 127.0.0.1.',
    ],
    [
      { env: { DATABASE_URL: 'mysql://root:hunter2@db' } },
      'DATABASE_URL is a string (not shown); allowed is a URL that begins with postgresql:// or postgres://, such as postgresql://user:password@127.0.0.1:5432/tollgate.',
    ],
    [
      { env: { REDIS_URL: 'hunter2' } },
      'REDIS_URL is a string (not shown); allowed is a URL that begins with redis:// or rediss://, such as redis://127.0.0.1:6379.',
    ],
    [
      { env: { CLAUDE_CODE_API_KEY: 'hunter2 with\nlines' } },
      'CLAUDE_CODE_API_KEY is a string with a space, line break or non-ASCII character in it; allowed is the token itself or os.environ/NAME.',
    ],
    [
      { env: { ANTHROPIC_API_BASE: 'nonsense' } },
      'ANTHROPIC_API_BASE is "nonsense"; allowed is the origin of an API: http:// or https://, a host and perhaps a port, such as https://api.anthropic.com.',
    ],
    [
      { env: { TOLLGATE_MASTER_KEY: '' } },
      'TOLLGATE_MASTER_KEY is blank; allowed is a key of printable ASCII characters without spaces (16 or more are recommended), or none at all on a loopback address.',
    ],
    [
      { flags: { config: 'nope.yaml' } },
      'nope.yaml: no such file. --config names it, which is /app/nope.yaml.',
    ],
    [
      { flags: { config: 'folder' } },
      'folder: is a directory, not a file. --config names it, which is /app/folder.',
    ],
  ])('%j', (given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });

  it('--model beside --config', () => {
    const given = { flags: { model: 'anthropic/a', config: 'c' }, files: { '/app/c': 'model_list: []' } };
    expect(problemsOf(given)).toEqual(['--model and --config cannot be used together; leave one out.']);
  });
});

describe('without a master key', () => {
  it.each(['127.0.0.1', '127.8.9.1', '::1', 'localhost'])('the gateway runs open on %s', (host) => {
    expect(load({ env: { HOST: host } }).isOpen).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'gateway.example.com', '127.0.0.1.example.com'])(
    'the gateway does not start on %s',
    (host) => {
      expect(problemsOf({ flags: { host } })).toEqual([
        `No master key: --host ${host} can be reached from other machines, and the gateway would serve anyone. Set TOLLGATE_MASTER_KEY (or general_settings.master_key), or listen on 127.0.0.1.`,
      ]);
      expect(problemsOf({ env: { HOST: host } })[0]).toContain(`HOST=${host} can be reached`);
    },
  );

  it('nothing else is in the way once there is one', () => {
    const config = load({ env: { HOST: '0.0.0.0', TOLLGATE_MASTER_KEY: LONG_KEY } });
    expect(config).toMatchObject({ host: '0.0.0.0', isOpen: false, warnings: [] });
  });

  it('a short one works and is warned of', () => {
    const config = load({ env: { TOLLGATE_MASTER_KEY: 'sk-1234' } });
    expect(config.isOpen).toBe(false);
    expect(config.warnings).toEqual([
      'The master key has fewer than 16 characters and is easy to guess; make one with: openssl rand -hex 32',
    ]);
  });
});

describe('without a config file', () => {
  it('serves every claude model through claude_code_native when its token is set, even beside an API key', () => {
    const { deployments, missingCredential } = load({
      env: {
        CLAUDE_CODE_API_KEY: ' token\n',
        ANTHROPIC_API_KEY: 'key',
        CLAUDE_CODE_API_BASE: 'http://[::1]:9/v1',
      },
    });
    expect(deployments).toMatchObject([
      {
        modelName: 'claude-*',
        provider: 'claude_code_native',
        model: 'claude-*',
        auth: 'oauth_token',
        apiBase: 'http://[::1]:9',
      },
    ]);
    expect(deployments[0]?.apiKey?.reveal()).toBe('token');
    expect(missingCredential).toBeUndefined();
  });

  it('serves them through anthropic when only an API key is set', () => {
    expect(load({ env: { ANTHROPIC_API_KEY: 'key' } }).deployments).toMatchObject([
      { modelName: 'claude-*', provider: 'anthropic', auth: 'api_key', apiBase: 'https://api.anthropic.com' },
    ]);
  });

  it('starts with neither, and tells what is missing and where to get it', () => {
    const config = load({});
    expect(config.deployments).toEqual([]);
    expect(config.missingCredential).toEqual({
      variables: ['CLAUDE_CODE_API_KEY', 'ANTHROPIC_API_KEY'],
      message:
        'No upstream credential: set CLAUDE_CODE_API_KEY (`claude setup-token` prints one) or ANTHROPIC_API_KEY (made at https://console.anthropic.com/settings/keys) and start again.',
    });
  });

  it('--model serves that one model, with and without its provider', () => {
    const config = load({
      flags: { model: 'claude_code_native/claude-opus-4-20250514' },
      env: { CLAUDE_CODE_API_KEY: 'token' },
    });
    expect(config.deployments).toMatchObject([
      {
        modelName: 'claude-opus-4-20250514',
        provider: 'claude_code_native',
        model: 'claude-opus-4-20250514',
      },
    ]);
    expect(config.routing.modelGroupAlias).toEqual(
      new Map([
        ['claude_code_native/claude-opus-4-20250514', { model: 'claude-opus-4-20250514', isHidden: true }],
      ]),
    );
  });

  it('--model without its provider’s key starts and names that variable', () => {
    const config = load({ flags: { model: 'anthropic/claude-a' }, env: { CLAUDE_CODE_API_KEY: 'token' } });
    expect(config.deployments).toEqual([]);
    expect(config.missingCredential?.variables).toEqual(['ANTHROPIC_API_KEY']);
  });

  it('a config.yaml in the working directory is not read unless --config names it', () => {
    expect(load({ files: { '/app/config.yaml': 'not: [valid' } }).configFile).toBeUndefined();
  });
});
