import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, startProgram, stopProgram } from './child-program.mjs';
import { describeGateway, GATEWAY_PROGRAM, makeVirtualKey, MASTER_KEY } from './gateway-program.mjs';

const CONTENDER_CORE = 0;
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
export const hasGatewayBuild = existsSync(GATEWAY_PROGRAM);

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
  // Both routes' gateways use that one database.
  const ofServer = { DATABASE_URL: databaseUrl, TOLLGATE_ALLOW_REPLICAS_WITHOUT_REDIS: 'true' };
  return {
    command,
    port,
    core: CONTENDER_CORE,
    logFile: join(workDirectory, `${name}.log`),
    environment: { ...inherited, ...environment, ...(databaseUrl && ofServer) },
    directory,
  };
}

function describeBare(name) {
  return (port, upstream) => ({ command: [bareProgram(name), String(port), upstream], environment: {} });
}
