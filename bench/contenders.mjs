import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, startProgram, stopProgram } from './child-program.mjs';

const CONTENDER_CORE = 0;
const MASTER_KEY = 'sk-bench-master-key';
const GATEWAY_CONFIG = `model_list:
  - model_name: "claude-*"
    litellm_params:
      model: anthropic/*
      api_key: os.environ/ANTHROPIC_API_KEY
`;

const gatewayProgram = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const bareProgram = (name) => fileURLToPath(new URL(`./bare/${name}.mjs`, import.meta.url));

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {'openai' | 'anthropic'} api
 * @property {string | null} floor the bare program that it is compared with
 * @property {string} key
 * @property {number} port
 * @property {number} pid
 */

/** Each has a process of its own, so that memory and CPU belong to one route alone. */
const PROGRAMS = [
  { name: 'bare-passthrough', api: 'anthropic', floor: null, describe: describeBare('passthrough') },
  { name: 'tollgate-messages', api: 'anthropic', floor: 'bare-passthrough', describe: describeGateway },
  { name: 'bare-translate', api: 'openai', floor: null, describe: describeBare('translate') },
  { name: 'tollgate-chat', api: 'openai', floor: 'bare-translate', describe: describeGateway },
];

/** True when there is a build of Tollgate to measure. */
export const hasGatewayBuild = existsSync(gatewayProgram);

/**
 * Starts every contender afresh in front of the mock, and lists the mock itself first as `direct`.
 * @param {{ port: number, pid: number }} mock
 * @param {string} workDirectory a folder for configuration, data and logs
 * @param {{ databaseUrl?: string }} [options]
 * @returns {Promise<{ contenders: Contender[], stop: () => Promise<void> }>}
 */
export async function startContenders(mock, workDirectory, { databaseUrl } = {}) {
  const contenders = [{ name: 'direct', api: 'anthropic', floor: null, key: MASTER_KEY, ...mock }];
  const children = [];
  for (const program of PROGRAMS) {
    if (program.describe === describeGateway && !hasGatewayBuild) continue;
    const port = await findFreePort();
    const child = await startProgram(contenderProgram(program, port, mock, { workDirectory, databaseUrl }));
    children.push(child);
    contenders.push({
      name: program.name,
      api: program.api,
      floor: program.floor,
      key: program.describe === describeGateway ? await makeVirtualKey(port) : MASTER_KEY,
      port,
      pid: child.pid,
    });
  }
  return { contenders, stop: () => Promise.all(children.map(stopProgram)) };
}

function contenderProgram({ name, describe }, port, mock, { workDirectory, databaseUrl }) {
  const directory = join(workDirectory, name);
  mkdirSync(directory, { recursive: true });
  const { command, environment } = describe(port, `http://127.0.0.1:${mock.port}`, directory);
  const inherited = { PATH: process.env.PATH ?? '', HOME: directory, NODE_ENV: 'production' };
  return {
    command,
    port,
    core: CONTENDER_CORE,
    logFile: join(workDirectory, `${name}.log`),
    environment: { ...inherited, ...environment, ...(databaseUrl && { DATABASE_URL: databaseUrl }) },
    directory,
  };
}

function describeBare(name) {
  return (port, upstream) => ({ command: [bareProgram(name), String(port), upstream], environment: {} });
}

/** Nothing of the caller's environment or `.env` reaches the gateway: every run measures the same set-up. */
function describeGateway(port, upstream, directory) {
  const configFile = join(directory, 'config.yaml');
  writeFileSync(configFile, GATEWAY_CONFIG);
  return {
    command: [gatewayProgram, '--port', String(port), '--config', configFile],
    environment: {
      ANTHROPIC_API_KEY: 'sk-ant-bench',
      ANTHROPIC_API_BASE: upstream,
      TOLLGATE_MASTER_KEY: MASTER_KEY,
      TOLLGATE_DATA_DIR: join(directory, 'data'),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
    },
  };
}

/** A key as a team would give it out: held to models, to a budget and to limits, none of which the bench reaches. */
async function makeVirtualKey(port) {
  const response = await fetch(`http://127.0.0.1:${port}/admin/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: `bench-${port}-${Date.now()}`,
      models: ['claude-*'],
      max_budget: 1_000_000,
      budget_duration: '30d',
      rpm_limit: 100_000_000,
      tpm_limit: 1_000_000_000,
      max_parallel_requests: 100_000,
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The gateway gave out no key: ${JSON.stringify(answer)}`);
  return answer.key;
}
