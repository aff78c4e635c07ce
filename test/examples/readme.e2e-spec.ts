import { readFileSync } from 'node:fs';

import {
  GENERAL_ROWS,
  LITELLM_ROWS,
  MODEL_INFO_ROWS,
  MODEL_ROWS,
  PARAMS_ROWS,
  ROOT_ROWS,
  ROUTER_ROWS,
} from '../../src/config/file/config-rows.js';
import { loadConfig } from '../../src/config/load-config.js';
import { createProgram } from '../../src/cli/create-program.js';
import * as errors from '../../src/errors/gateway-error.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { OAUTH_TOKEN } from './check-upstream.js';
import { exampleNames, PROJECT_ROOT } from './example-files.js';
import { codeBlocks, readDocument, section } from './markdown.js';
import { runProgram } from './run-example.js';

const README = readDocument('README.md');
const DEFAULT_URL = 'http://127.0.0.1:4000';

let fake: FakeAnthropic;
let gateway: TestGateway;

beforeAll(async () => {
  fake = await startFakeAnthropic({ oauthTokens: [OAUTH_TOKEN] });
  gateway = await startGateway({
    env: { CLAUDE_CODE_API_KEY: OAUTH_TOKEN, CLAUDE_CODE_API_BASE: fake.origin },
  });
});

afterAll(async () => {
  await gateway.close();
  await fake.close();
});

describe('the examples in the README', () => {
  const shown = codeBlocks(README).filter(({ shows }) => shows !== undefined);

  it.each(shown)('$shows is shown as it is', ({ shows = '', code }) => {
    expect(code).toBe(readFileSync(`${PROJECT_ROOT}/${shows}`, 'utf8'));
  });

  it.each(['library', 'curl', 'python', 'clients'])('every one in examples/%s is there', (folder) => {
    const missing = exampleNames(folder).filter((name) => !README.includes(`examples/${folder}/${name}.`));
    expect(missing).toEqual([]);
  });

  it('every TypeScript and Python block is an example that is tested', () => {
    const untested = codeBlocks(README).filter(
      ({ language, shows }) => ['ts', 'python'].includes(language) && shows === undefined,
    );
    expect(untested).toEqual([]);
  });
});

describe('the sixty seconds of the README', () => {
  const [start, call] = codeBlocks(section(README, 'Sixty seconds to a first answer'));

  it('start with a token and npm start', () => {
    expect(start?.code).toMatch(/^export CLAUDE_CODE_API_KEY=.*\nnpm start\n$/);
  });

  it('end in an answer to the curl command, without a key', async () => {
    const command = call?.code.replace(DEFAULT_URL, gateway.url) ?? '';
    const answer = await runProgram('bash', ['--norc', '-c', command.replace('curl ', 'curl -sS ')], {});
    expect(JSON.parse(answer).choices[0].message.content).toBe('You said: Hello');
  });
});

describe('what the README says of the configuration', () => {
  const yamlBlocks = codeBlocks(README).filter(({ language }) => language === 'yaml');

  it.each(yamlBlocks)('a config.yaml that it shows is read without a warning', ({ code }) => {
    const config = loadConfig({
      flags: { config: 'config.yaml' },
      env: {
        CLAUDE_CODE_API_KEY: 'sk-ant-oat01-x',
        ANTHROPIC_API_KEY: 'sk-ant-api03-x',
        TOLLGATE_MASTER_KEY: 'a-key-that-is-long-enough',
      },
      cwd: '/nonexistent',
      readFile: (path) => {
        if (path.endsWith('config.yaml')) return code;
        throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      },
    });
    expect(config.warnings).toEqual([]);
  });

  it('names every key of the file', () => {
    const sections = [
      ROOT_ROWS,
      MODEL_ROWS,
      PARAMS_ROWS,
      MODEL_INFO_ROWS,
      ROUTER_ROWS,
      LITELLM_ROWS,
      GENERAL_ROWS,
    ];
    const keys = sections.flatMap((rows) => Object.keys(rows));
    expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(README))).toEqual([]);
  });

  it('names every variable of .env.example', () => {
    const names = [...readDocument('.env.example').matchAll(/^#(\w+)=/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !section(README, 'Environment').includes(`\`${name}\``))).toEqual([]);
  });

  it('names every flag', () => {
    const nothing = () => Promise.resolve();
    const program = createProgram({
      serve: nothing,
      runAdminCommand: nothing,
      print: () => {},
      writeOut: () => {},
    });
    const flags = program.options.map(({ long }) => long ?? '');
    expect(flags).toContain('--config');
    expect(flags.filter((flag) => !section(README, 'Configuration').includes(`\`${flag}\``))).toEqual([]);
  });
});

describe('what the README says of the API', () => {
  const routes = [...section(README, 'Routes').matchAll(/`(GET|POST|HEAD) (\/\S*)`/g)].map(
    ([, method = '', path = '']) => ({ method, path }),
  );

  it.each(routes)('$method $path is a route', async ({ method, path }) => {
    const { status } = await fetch(gateway.url + path, { method });
    // Without a body a POST is not well-formed, but it has arrived.
    expect(status).toBe(method === 'POST' ? 415 : 200);
  });

  it('names every header of an answer that is the gateway’s own', async () => {
    const response = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'claude-sonnet-4-6',
        messages: [{ role: 'user', content: 'Hello' }],
        seed: 1,
        drop_params: true,
      }),
    });
    const own = [...response.headers.keys()].filter((name) => /^x-(tollgate|request)-/.test(name));
    expect(own).toHaveLength(8);
    expect(own.filter((name) => !section(README, 'Routes').includes(`\`${name}\``))).toEqual([]);
  });

  it('has a row for every error that a caller can get', () => {
    const classes = Object.values(errors).filter((one) => one !== errors.GatewayError) as (new (details: {
      message: string;
    }) => errors.GatewayError)[];
    const kinds = classes.map((Kind) => new Kind({ message: 'x' })).filter(({ status }) => status !== 499);
    const rows = section(README, 'Errors').replace(/ +/g, ' ');
    expect(kinds.filter(({ status, type }) => !rows.includes(`| ${status} | \`${type}\` |`))).toEqual([]);
  });
});
