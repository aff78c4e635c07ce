import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.js';
import type { DatabaseConfig, GatewayConfig } from './gateway-config.js';
import { loadConfig } from './load-config.js';

const ENV = { CLAUDE_CODE_API_KEY: 'sk-ant-oat01-env', ANTHROPIC_API_KEY: 'sk-ant-api03-env' };

function load(yaml: string, env: Record<string, string> = ENV): GatewayConfig {
  const files = new Map([['/app/config.yaml', yaml]]);
  const readFile = (path: string) => {
    const text = files.get(path);
    if (text !== undefined) return text;
    throw Object.assign(new Error('absent'), { code: 'ENOENT' });
  };
  return loadConfig({ flags: { config: 'config.yaml' }, env, cwd: '/app', readFile });
}

function urlOf(database: DatabaseConfig): string | undefined {
  return database.kind === 'server' ? database.url.reveal() : undefined;
}

function problemsOf(yaml: string, env?: Record<string, string>): readonly string[] {
  try {
    load(yaml, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** A file with one good deployment whose params may be added to. */
const withParams = (params: string) => `model_list:
  - model_name: sonnet
    litellm_params:
      model: anthropic/claude-sonnet-4-5
      ${params}
`;
const MODELS = withParams('');

describe('a config file', () => {
  it('of LiteLLM with several deployments, fallbacks and aliases loads as it is', () => {
    const config = load(
      `
model_list:
  - model_name: claude-code-sonnet-4
    litellm_params: &defaults
      model: claude_code_native/claude-sonnet-4-20250514
      api_key: "os.environ/CLAUDE_CODE_API_KEY"
      rpm: 60
      tpm: 100000
      timeout: 1.5
      extra_headers: {X-Team: research}
    model_info: {id: first, input_cost_per_token: 3e-6}
  - model_name: claude-code-sonnet-4
    litellm_params:
      <<: *defaults
      model: anthropic/claude-sonnet-4-20250514
      api_key: sk-ant-api03-inline
      api_base: https://gateway.example.com:8443/v1/
      weight: "3"
      order: 2
      drop_params: True
  - model_name: "claude-*"
    params: {model: anthropic/claude-*, max_tokens: 1000}
router_settings:
  routing_strategy: usage-based-routing-v2
  routing_groups: [{group_name: fast, models: [claude-haiku-4-5], routing_strategy: latency-based-routing}]
  session_affinity: off
  optional_pre_call_checks: [enforce_model_rate_limits]
  num_retries: 5
  allowed_fails: 1
  cooldown_time: 0.5
  fallbacks: [{claude-code-sonnet-4: [claude-haiku-4-5, anthropic/claude-opus-4-5]}, {"*": claude-haiku-4-5}]
  context_window_fallbacks: [{claude-haiku-4-5: [claude-code-sonnet-4]}]
  content_policy_fallbacks: [{claude-opus-4-8: claude-code-sonnet-4}]
  model_group_alias: {gpt-4: claude-code-sonnet-4, hidden-one: {model: gpt-4, hidden: true}}
litellm_settings: {drop_params: true, request_timeout: 30}
general_settings:
  master_key: os.environ/MY_MASTER
  database_url: postgresql://tollgate:secret@db:5432/tollgate
`,
      {
        ...ENV,
        MY_MASTER: 'sk-master-key-of-32-characters-00',
        TOLLGATE_SECRET: 'a-secret-of-many-characters',
      },
    );

    expect(config.warnings).toEqual([]);
    expect(config.deployments).toHaveLength(3);
    expect(config.deployments[0]).toMatchObject({
      id: 'first',
      modelName: 'claude-code-sonnet-4',
      provider: 'claude_code_native',
      model: 'claude-sonnet-4-20250514',
      auth: 'oauth_token',
      apiBase: 'https://api.anthropic.com',
      rpm: 60,
      tpm: 100000,
      weight: 1,
      order: 1,
      timeoutMs: 1500,
      priceOverride: { input_cost_per_token: 0.000003 },
    });
    expect(config.deployments[0]?.apiKey?.reveal()).toBe('sk-ant-oat01-env');
    expect(config.deployments[0]?.extraHeaders.reveal()).toEqual({ 'x-team': 'research' });
    expect(config.deployments[1]).toMatchObject({
      provider: 'anthropic',
      auth: 'api_key',
      apiBase: 'https://gateway.example.com:8443',
      weight: 3,
      order: 2,
      rpm: 60,
      dropParams: true,
    });
    expect(config.deployments[1]?.apiKey?.reveal()).toBe('sk-ant-api03-inline');
    expect(config.deployments[2]).toMatchObject({ model: 'claude-*', maxTokens: 1000 });
    expect(config.deployments[2]?.apiKey?.reveal()).toBe('sk-ant-api03-env');
    expect(config.routing).toEqual({
      strategy: 'usage-based',
      strategyByModel: new Map([['claude-haiku-4-5', 'latency-based']]),
      numRetries: 5,
      allowedFails: 1,
      cooldownMs: 500,
      hasCooldowns: true,
      fallbacks: new Map([
        ['claude-code-sonnet-4', ['claude-haiku-4-5', 'anthropic/claude-opus-4-5']],
        ['*', ['claude-haiku-4-5']],
      ]),
      contextWindowFallbacks: new Map([['claude-haiku-4-5', ['claude-code-sonnet-4']]]),
      refusalFallbacks: new Map([['claude-opus-4-8', ['claude-code-sonnet-4']]]),
      hasSessionAffinity: false,
      enforcesDeploymentLimits: true,
      modelGroupAlias: new Map([
        ['gpt-4', { model: 'claude-code-sonnet-4', isHidden: false }],
        ['hidden-one', { model: 'gpt-4', isHidden: true }],
      ]),
    });
    expect(config).toMatchObject({ dropParams: true, requestTimeoutMs: 30_000, isOpen: false });
    expect(config.masterKey?.reveal()).toBe('sk-master-key-of-32-characters-00');
    expect(urlOf(config.database)).toBe('postgresql://tollgate:secret@db:5432/tollgate');
  });

  it('that is the example loads without a warning', () => {
    const example = readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8');
    const config = load(example, { ...ENV, TOLLGATE_MASTER_KEY: 'a-long-master-key-0123456789' });
    expect(config.warnings).toEqual([]);
    expect(config.deployments.length).toBeGreaterThan(2);
  });

  it('with nothing but models gets the defaults', () => {
    expect(load(MODELS)).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      logLevel: 'info',
      dataDir: '/app/.tollgate',
      configFile: '/app/config.yaml',
      dropParams: false,
      requestTimeoutMs: 600_000,
      isOpen: true,
      routing: {
        strategy: 'simple-shuffle',
        numRetries: 2,
        allowedFails: 3,
        cooldownMs: 30_000,
        hasCooldowns: true,
        hasSessionAffinity: true,
        enforcesDeploymentLimits: false,
      },
    });
  });

  it('may have LiteLLM’s reliability settings under litellm_settings, and router_settings win', () => {
    const { routing } = load(
      `${MODELS}litellm_settings: {num_retries: 7, allowed_fails: 8}\nrouter_settings: {num_retries: 9}`,
    );
    expect(routing).toMatchObject({ numRetries: 9, allowedFails: 8 });
  });

  it('without a model_list serves what the environment has a key for', () => {
    expect(load('litellm_settings: {drop_params: yes}')).toMatchObject({
      dropParams: true,
      deployments: [{ modelName: 'claude-*', provider: 'claude_code_native', model: 'claude-*' }],
    });
  });

  it('with an empty model_list starts without deployments and says so', () => {
    const config = load('model_list: []');
    expect(config.deployments).toEqual([]);
    expect(config.warnings).toEqual([
      'config.yaml:1:13: model_list has no entries; no model is served until one is added.',
    ]);
  });

  it('with auth: client_oauth needs no key', () => {
    const config = load(withParams('auth: client_oauth').replace('anthropic/', 'claude_code_native/'), {});
    expect(config.deployments[0]).toMatchObject({ auth: 'client_oauth' });
    expect(config.deployments[0]?.apiKey).toBeUndefined();
  });

  it('may begin with a byte order mark and have Windows line ends', () => {
    expect(load(`\uFEFF${MODELS.replaceAll('\n', '\r\n')}`).deployments).toHaveLength(1);
  });
});

describe('a deployment’s id', () => {
  const idsOf = (yaml: string, env?: Record<string, string>) =>
    load(yaml, env).deployments.map((deployment) => deployment.id);
  const entry = (params: string) => `  - {model_name: a, litellm_params: {model: anthropic/b, ${params}}}\n`;

  it('does not change with the order in the file, limits or the secret', () => {
    const one = entry('api_key: os.environ/ONE, rpm: 5');
    const two = entry('api_key: os.environ/TWO');
    const ids = idsOf(`model_list:\n${one}${two}`, { ONE: 'key-1', TWO: 'key-2' });
    const swapped = idsOf(`model_list:\n${two}${one.replace('5', '6')}`, { ONE: 'key-3', TWO: 'key-4' });
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f]{12}$/);
    expect(swapped).toEqual([ids[1], ids[0]]);
  });

  it('is different even where nothing but an inlined key is', () => {
    const ids = idsOf(`model_list:\n${entry('api_key: key-1')}${entry('api_key: key-2')}`);
    expect(ids[1]).toBe(`${ids[0]}-2`);
  });

  it('may not be given twice', () => {
    const given = '  - {model_name: a, params: {model: anthropic/b}, model_info: {id: same}}\n';
    expect(problemsOf(`model_list:\n${given}${given}`)).toEqual([
      'config.yaml:3:68: model_list[1].model_info.id is the id of another deployment too; give each its own.',
    ]);
  });
});

describe('an unknown key is a warning with its line', () => {
  it.each([
    [
      `${MODELS}router_settings:\n  num_retry: 3`,
      'config.yaml:7:3: unknown key router_settings.num_retry is ignored. Did you mean "num_retries"?',
    ],
    [
      `${MODELS}router_settings: {routingStrategy: least-busy}`,
      'config.yaml:6:19: unknown key router_settings.routingStrategy is ignored. Did you mean "routing_strategy"?',
    ],
    [
      `${MODELS}general_settings: {store_model_in_db: true}`,
      'config.yaml:6:20: unknown key general_settings.store_model_in_db is ignored.',
    ],
    [
      `${MODELS}litellm_settings:\n  callbacks: [langfuse]`,
      'config.yaml:7:3: unknown key litellm_settings.callbacks is ignored.',
    ],
    [
      `${MODELS}environment_variables: {A: os.environ/NOT_SET}`,
      'config.yaml:6:1: unknown key environment_variables is ignored.',
    ],
    [
      withParams('apikey: x'),
      'config.yaml:5:7: unknown key model_list[0].litellm_params.apikey is ignored. Did you mean "api_key"?',
    ],
    [`${MODELS}constructor: 1`, 'config.yaml:6:1: unknown key constructor is ignored.'],
  ])('%j', (yaml, warning) => {
    expect(load(yaml).warnings).toEqual([warning]);
  });
});

describe('a wrong value stops the start with file, line, what was found and what is allowed', () => {
  const LIMIT = 'allowed is a whole number, 1 or more, such as 60.';
  it.each([
    [withParams('rpm: sixty'), `config.yaml:5:12: model_list[0].litellm_params.rpm is "sixty"; ${LIMIT}`],
    [withParams('rpm: 0'), `config.yaml:5:12: model_list[0].litellm_params.rpm is 0; ${LIMIT}`],
    [withParams('rpm: [1]'), `config.yaml:5:12: model_list[0].litellm_params.rpm is a list; ${LIMIT}`],
    [withParams('rpm: 1.5'), `config.yaml:5:12: model_list[0].litellm_params.rpm is 1.5; ${LIMIT}`],
    [
      withParams('drop_params: maybe'),
      'config.yaml:5:20: model_list[0].litellm_params.drop_params is "maybe"; allowed is true or false.',
    ],
    [
      withParams('timeout: 0'),
      'config.yaml:5:16: model_list[0].litellm_params.timeout is 0; allowed is a number of seconds from 0.001 to 2147483, such as 600.',
    ],
    [
      withParams('weight: -1'),
      'config.yaml:5:15: model_list[0].litellm_params.weight is -1; allowed is a number, 0 or more, such as 1.',
    ],
    [
      withParams('auth: oauth_token'),
      'config.yaml:5:13: model_list[0].litellm_params.auth is oauth_token; with anthropic/ allowed is api_key.',
    ],
    [
      `${MODELS}router_settings: {routing_strategy: fastest}`,
      'config.yaml:6:37: router_settings.routing_strategy is "fastest"; allowed is one of simple-shuffle, least-busy, latency-based-routing, latency-based, usage-based-routing, usage-based-routing-v2, usage-based, cost-based-routing, cost-based, order.',
    ],
    [
      `${MODELS}router_settings: [1]`,
      'config.yaml:6:18: router_settings is a list; allowed is a mapping of keys.',
    ],
    ['model_list: {a: b}', 'config.yaml:1:13: model_list is a mapping; allowed is a list ("- …").'],
    [
      'model_list:\n  - just text',
      'config.yaml:2:5: model_list[0] is a single value; allowed is a mapping of keys.',
    ],
    [
      'model_list:\n  - params: {model: anthropic/b}',
      'config.yaml:2:5: model_list[0] has no model_name; add one, such as model_name: claude-sonnet-4-5.',
    ],
    [
      'model_list:\n  - model_name: a',
      'config.yaml:2:5: model_list[0] has no litellm_params.model; add one, such as model: claude_code_native/claude-sonnet-4-5.',
    ],
    [
      'model_list:\n  - {model_name: a, params: {model: anthropic/b}, litellm_params: {model: anthropic/c}}',
      'config.yaml:2:5: model_list[0] has both litellm_params and params; keep one.',
    ],
  ])('%j', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });

  it.each([
    ['gpt-4o', '"gpt-4o", which names no provider'],
    ['openai/gpt-4o', 'of the provider "openai"'],
    ['anthropic/', '"anthropic/", which names no model'],
  ])('model: %s', (model, found) => {
    expect(problemsOf(`model_list:\n  - {model_name: a, params: {model: ${model}}}`)).toEqual([
      `config.yaml:2:37: model_list[0].params.model is ${found}; allowed is claude_code_native/MODEL or anthropic/MODEL (openai, bedrock, vertex_ai and all other providers are not supported), such as claude_code_native/claude-sonnet-4-5.`,
    ]);
  });

  it('a * for upstream that no * of the caller’s name fills', () => {
    expect(problemsOf('model_list:\n  - {model_name: a, params: {model: anthropic/*}}')).toEqual([
      'config.yaml:2:37: model_list[0].params.model has a * that model_name "a" does not fill; put a * into model_name too, or name one model.',
    ]);
  });

  it.each([
    ['https://user:hunter2@host', 'a URL with a user name or password in it'],
    ['ftp://host', 'neither http nor https'],
    ['https://host/path', 'a URL with a path other than /v1'],
    ['https://host/v1?key=hunter2', 'a URL with a query or fragment'],
    ['api.anthropic.com', '"api.anthropic.com"'],
  ])('api_base: %s', (base, found) => {
    expect(problemsOf(withParams(`api_base: ${base}`))).toEqual([
      `config.yaml:5:17: model_list[0].litellm_params.api_base is ${found}; allowed is the origin of an API: http:// or https://, a host and perhaps a port, such as https://api.anthropic.com.`,
    ]);
  });

  it.each(['https://host', 'https://host/', 'https://host/v1', 'https://host/v1/'])(
    'but api_base %s is an origin',
    (base) => {
      expect(load(withParams(`api_base: ${base}`)).deployments[0]?.apiBase).toBe('https://host');
    },
  );

  it.each(['Authorization', 'x-api-key', 'Connection', 'Proxy-Authorization', 'x-tollgate-api-key', 'Host'])(
    'extra_headers: %s',
    (name) => {
      expect(problemsOf(withParams(`extra_headers: {${name}: x}`))).toEqual([
        `config.yaml:5:23: model_list[0].litellm_params.extra_headers.${name} may not be set here; remove it (a credential belongs in api_key, and connection headers are the gateway's own).`,
      ]);
    },
  );

  it('extra_headers that break a header', () => {
    expect(problemsOf(withParams('extra_headers: {"a b": x, c: "hunter2\\r\\nd: e"}'))).toEqual([
      'config.yaml:5:23: model_list[0].litellm_params.extra_headers.a b is no legal header name; use letters, digits and hyphens.',
      'config.yaml:5:36: model_list[0].litellm_params.extra_headers.c is a string (not shown); allowed is a string that an HTTP header can carry.',
    ]);
  });

  it('tells of everything that is wrong at once', () => {
    const yaml = `${withParams('rpm: x\n      tpm: y')}router_settings: {num_retries: -1}`;
    expect(problemsOf(yaml, { ...ENV })).toHaveLength(3);
  });
});

describe('os.environ/NAME', () => {
  it('stands for any value, numbers and switches too', () => {
    const yaml = withParams('rpm: os.environ/RPM\n      drop_params: os.environ/DROP');
    const config = load(yaml, { ...ENV, RPM: '7', DROP: 'true' });
    expect(config.deployments[0]).toMatchObject({ rpm: 7, dropParams: true });
  });

  it('stops the start and names the variable when it is not set', () => {
    expect(problemsOf(withParams('api_key: os.environ/MY_KEY'))).toEqual([
      'config.yaml:5:16: model_list[0].litellm_params.api_key is os.environ/MY_KEY, and that variable is not set; set MY_KEY in the environment or in .env.',
    ]);
  });

  it('stops the start when the variable is empty', () => {
    expect(problemsOf(withParams('rpm: os.environ/RPM'), { ...ENV, RPM: '' })).toEqual([
      'config.yaml:5:12: model_list[0].litellm_params.rpm is os.environ/RPM, and that variable is empty; set RPM in the environment or in .env.',
    ]);
  });

  it('tells which variable had the wrong value', () => {
    expect(problemsOf(withParams('rpm: os.environ/RPM'), { ...ENV, RPM: 'many' })).toEqual([
      'config.yaml:5:12: model_list[0].litellm_params.rpm is "many" in RPM; allowed is a whole number, 1 or more, such as 60.',
    ]);
  });

  it('does not take an inherited property of an object for a variable', () => {
    expect(problemsOf(withParams('api_key: os.environ/constructor'))[0]).toContain('is not set');
  });
});

describe('a credential', () => {
  it('that neither the deployment nor the environment has stops the start', () => {
    expect(problemsOf('model_list:\n  - {model_name: a, params: {model: claude_code_native/b}}', {})).toEqual(
      [
        'config.yaml:2:5: model_list[0] has no api_key, and CLAUDE_CODE_API_KEY is not set; set CLAUDE_CODE_API_KEY (`claude setup-token` prints one) or add api_key.',
      ],
    );
  });

  it('is no use beside auth: client_oauth', () => {
    expect(
      problemsOf(
        withParams('auth: client_oauth\n      api_key: x').replace('anthropic/', 'claude_code_native/'),
      ),
    ).toEqual([
      'config.yaml:6:16: model_list[0].litellm_params.api_key is never used with auth: client_oauth; remove one of the two.',
    ]);
  });

  it('of the master may not be left empty', () => {
    expect(problemsOf(`${MODELS}general_settings:\n  master_key:`)[0]).toMatch(
      /^config\.yaml:7:14: general_settings\.master_key is empty; allowed is a key/,
    );
    expect(problemsOf(`${MODELS}general_settings: {master_key: " "}`)[0]).toContain('master_key is blank');
  });

  it.each([
    withParams('api_key: "hunter2 secret"'),
    withParams('api_key: [hunter2]'),
    withParams('rpm: sk-hunter2'),
    withParams('model: sk-ant-oat01-hunter2'),
    withParams('api_base: https://x:hunter2@y'),
    `${MODELS}general_settings: {master_key: "hunter2 hunter2"}`,
    `${MODELS}general_settings: {database_url: "mysql://hunter2:x@y"}`,
    `${MODELS}general_settings: {master_key: "hunter2`,
    `${MODELS}general_settings: {master_key: hunter2]}`,
    `${MODELS}general_settings:\n\tmaster_key: hunter2`,
    'hunter2',
  ])('is never shown: %j', (yaml) => {
    const problems = problemsOf(yaml);
    expect(problems).not.toEqual([]);
    expect(problems.join('\n')).not.toContain('hunter2');
  });
});

describe('a secret that ended up in the place of a key', () => {
  it.each(['sk-ant-hunter2: 1', '{master_key: hunter2}: 1', '? [hunter2]\n: 1'])(
    'is not shown: %j',
    (yaml) => {
      const { warnings } = load(yaml);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).not.toContain('hunter2');
    },
  );
});

describe('names that routing uses', () => {
  const two = `model_list:
  - {model_name: a, params: {model: anthropic/a}}
  - {model_name: b, params: {model: anthropic/b}}
`;
  it.each([
    [
      'fallbacks: [{a: [nope]}]',
      'config.yaml:4:36: router_settings.fallbacks[0].a[0] names "nope", which no deployment serves; served are: a, b.',
    ],
    [
      'fallbacks: [{a: [b]}, {b: [a]}]',
      'config.yaml:4:35: router_settings.fallbacks[0].a leads back to itself: a → b → a; remove one step.',
    ],
    [
      'context_window_fallbacks: [{a: a}]',
      'config.yaml:4:50: router_settings.context_window_fallbacks[0].a leads back to itself: a → a; remove one step.',
    ],
    [
      'model_group_alias: {x: y, y: x}',
      'config.yaml:4:42: router_settings.model_group_alias.x leads back to itself: x → y → x; remove one step.',
    ],
    [
      'model_group_alias: {x: nope}',
      'config.yaml:4:42: router_settings.model_group_alias.x names "nope", which no deployment serves; served are: a, b.',
    ],
    [
      'model_group_alias: {x: {hidden: true}}',
      'config.yaml:4:39: router_settings.model_group_alias.x has no model; write x: MODEL_NAME.',
    ],
  ])('must lead somewhere: %s', (settings, problem) => {
    expect(problemsOf(`${two}router_settings: {${settings}}`)).toEqual([problem]);
  });

  it('warn of fallbacks for a name that is not served', () => {
    expect(load(`${two}router_settings: {fallbacks: [{nope: [a]}]}`).warnings).toEqual([
      'config.yaml:4:32: "nope" has fallbacks but is not served.',
    ]);
  });
});

describe('a text that is no YAML mapping', () => {
  it.each([
    ['', 'config.yaml:1:1: the file is empty; begin with "model_list:", as in config.example.yaml.'],
    ['# hi\n', 'config.yaml:1:1: the file is empty; begin with "model_list:", as in config.example.yaml.'],
    [
      '- a\n- b',
      'config.yaml:1:1: the file is no mapping of keys; begin with "model_list:", as in config.example.yaml.',
    ],
    ['a: 1\na: 2', 'config.yaml:2:1: this key is given twice in one mapping; keep one.'],
    ['a:\n\tb: 1', 'config.yaml:2:1: a tab is used as indentation; use spaces.'],
    [
      'a: "b',
      'config.yaml:1:6: a character is missing, such as a closing quote, a bracket, or the ":" after a key.',
    ],
    ['a: *b', 'config.yaml:1:4: the alias *b has no anchor before it.'],
    ['a: 1\n---\nb: 2', 'config.yaml:2:1: a second document begins here; keep one and remove the "---".'],
    ['model_list: &x\n  - *x', 'config.yaml:2:5: the alias *x holds itself.'],
  ])('%j', (yaml, problem) => {
    expect(problemsOf(yaml)[0]).toBe(problem);
  });
});

describe('a setting that nothing acts upon yet', () => {
  it('is told to the operator with its line', () => {
    const { warnings } = load(
      `${MODELS}router_settings: {optional_pre_call_checks: [prompt_caching, enforce_model_rate_limits]}`,
    );
    expect(warnings).toEqual([
      'config.yaml:6:46: router_settings.optional_pre_call_checks[0] has no effect in this version.',
    ]);
  });
});

describe('fallbacks', () => {
  const served = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    .map((name) => `  - {model_name: ${name}, params: {model: anthropic/x}}\n`)
    .join('');
  const routingOf = (settings: string) =>
    load(`model_list:\n${served}router_settings: {${settings}}`).routing;

  it('of fallbacks follow them, depth first and each once', () => {
    const { fallbacks } = routingOf('fallbacks: [{a: [b, d]}, {b: [c]}, {c: [d, e]}]');
    expect(fallbacks.get('a')).toEqual(['b', 'c', 'd', 'e']);
    expect(fallbacks.get('b')).toEqual(['c', 'd', 'e']);
  });

  it('of every name may be written as default_fallbacks, under which a "*" of fallbacks wins', () => {
    expect(routingOf('default_fallbacks: [b, c]').fallbacks).toEqual(new Map([['*', ['b', 'c']]]));
    expect(routingOf('default_fallbacks: b, fallbacks: [{"*": [c]}]').fallbacks).toEqual(
      new Map([['*', ['c']]]),
    );
  });

  it.each(['fallbacks', 'context_window_fallbacks', 'content_policy_fallbacks'])(
    'that lead to more than five names stop the start: %s',
    (kind) => {
      const text = `model_list:\n${served}router_settings: {${kind}: [{a: [b, c, d]}, {d: [e, f, g]}]}`;
      expect(problemsOf(text)).toEqual([
        `config.yaml:9:${26 + kind.length}: router_settings.${kind}[0].a leads to 6 names in all (b, c, d, e, f, g); allowed are 5.`,
      ]);
    },
  );
});

describe('a routing group', () => {
  const groups = (text: string) => `${MODELS}router_settings: {routing_groups: ${text}}`;

  it.each([
    [
      '[{models: [sonnet]}]',
      'config.yaml:6:36: router_settings.routing_groups[0] has no routing_strategy; write {models: [MODEL_NAME], routing_strategy: least-busy}.',
    ],
    [
      '[{models: [sonnet], routing_strategy: fast}]',
      'config.yaml:6:73: router_settings.routing_groups[0].routing_strategy is "fast"; allowed is one of simple-shuffle, least-busy, latency-based-routing, latency-based, usage-based-routing, usage-based-routing-v2, usage-based, cost-based-routing, cost-based, order.',
    ],
    [
      '[{models: [sonnet], routing_strategy: order}, {models: [sonnet], routing_strategy: least-busy}]',
      'config.yaml:6:91: router_settings.routing_groups[1].models[0] names "sonnet", which another group has; keep one.',
    ],
  ])('that is wrong stops the start: %s', (text, problem) => {
    expect(problemsOf(groups(text))).toEqual([problem]);
  });

  it('of a name that is not served is a warning', () => {
    expect(load(groups('[{models: [sonet], routing_strategy: order}]')).warnings).toEqual([
      'config.yaml:6:46: "sonet" has a routing strategy but is not served.',
    ]);
  });
});
