import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environmentOf, wordsOf } from './dockerfile.mjs';
import { needProgram } from './find-program.mjs';
import { renderTemplate } from './render-template.mjs';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {{
 *   service: import('./compose-file.mjs').Service, place: import('./service-place.mjs').ServicePlace, port: number,
 *   stack: import('./stack.mjs').Stack, logFile: string,
 * }} Instance
 * @typedef {{ command: string[], env: Record<string, string | undefined>, cwd?: string }} Launch
 */

const PATH = process.env.PATH;

/**
 * How each service is started where there are no containers: the command and environment of docker-compose.yml with
 * paths and ports of this machine, and before them what the entrypoint of its image would do.
 *
 * @type {Record<string, (instance: Instance) => Promise<Launch> | Launch>}
 */
export const LAUNCHERS = {
  postgres: launchPostgres,
  redis: launchRedis,
  gateway: launchGateway,
  proxy: launchProxy,
};

/**
 * The health check of docker-compose.yml, or else that of the Dockerfile, for this machine's ports.
 *
 * @type {Record<string, (instance: Instance) => { command: string[], env: Record<string, string | undefined> }>}
 */
export const HEALTH_CHECKS = {
  postgres: ({ service, port }) => {
    const [, program = '', ...args] = service.healthcheck?.test ?? [];
    return { command: [needProgram(program), ...args], env: { PATH, PGPORT: String(port) } };
  },
  redis: ({ service, port }) => {
    const [, script = ''] = service.healthcheck?.test ?? [];
    return { command: ['sh', '-c', script.replace('redis-cli', `redis-cli -p ${port}`)], env: { PATH } };
  },
  gateway: ({ port, stack }) => {
    const [words = ''] = wordsOf(stack.image.stage, 'HEALTHCHECK');
    const command = JSON.parse(words.slice(words.indexOf('CMD') + 'CMD'.length));
    return { command: [stack.node, ...command.slice(1)], env: { PORT: String(port) } };
  },
  proxy: ({ service, port }) => {
    const command = (service.healthcheck?.test ?? []).slice(1);
    return { command: command.map((word) => word.replace(':8080', `:${port}`)), env: { PATH } };
  },
};

/** @param {Instance} instance @returns {Promise<Launch>} */
async function launchPostgres({ service, place, port, stack, logFile }) {
  const env = place.translateAll(service.environment);
  const data = join(place.translate('/var/lib/postgresql'), 'data');
  const user = env.POSTGRES_USER ?? '';
  const initialise = [
    ...[needProgram('initdb'), '--pgdata', data, '--username', user, '--auth', 'scram-sha-256', '--no-sync'],
    ...['--pwfile', env.POSTGRES_PASSWORD_FILE ?? ''],
  ];
  await runCommand(initialise, { env: { PATH }, logFile, user: stack.folder.user });
  const single = [needProgram('postgres'), '--single', '-D', data, 'postgres'];
  const create = `echo 'CREATE DATABASE "${env.POSTGRES_DB}"' | ${single.join(' ')}`;
  await runCommand(['sh', '-c', create], { env: { PATH }, logFile, user: stack.folder.user });
  const sockets = place.translate('/var/run/postgresql');
  const command = [
    ...[needProgram('postgres'), '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
    ...['-c', `unix_socket_directories=${sockets}`, '-c', 'fsync=off'],
  ];
  return { command, env: { PATH } };
}

/** @param {Instance} instance @returns {Launch} */
function launchRedis({ service, place, port }) {
  const [program = '', ...args] = service.command ?? [];
  const command = [needProgram(program), ...args.map((word) => (word === '' ? '' : place.translate(word)))];
  const here = ['--port', String(port), '--bind', '127.0.0.1'];
  return { command: [...command, ...here], env: { PATH }, cwd: place.translate('/data') };
}

/** @param {Instance} instance @returns {Launch} */
function launchGateway({ service, place, port, stack }) {
  const { root, workDir, stage } = stack.image;
  const entrypoint = JSON.parse(wordsOf(stage, 'ENTRYPOINT')[0] ?? '[]');
  const command = [...entrypoint, ...(service.command ?? [])];
  const env = { ...environmentOf(stage), ...place.translateAll(service.environment) };
  return {
    command: command.map((word) => (word.startsWith('/app/') ? join(root, word) : place.translate(word))),
    cwd: workDir,
    env: {
      ...env,
      PATH: `${dirname(stack.node)}:/usr/local/bin:/usr/bin:/bin`,
      HOST: '127.0.0.1',
      PORT: String(port),
      // The only thing that docker-compose.yml does not have: nothing is sent to Anthropic.
      ANTHROPIC_API_BASE: stack.fake?.origin,
    },
  };
}

/** @param {Instance} instance @returns {Launch} */
function launchProxy({ service, place, port, stack }) {
  const variables = place.translateAll(service.environment);
  const environment = {
    ...variables,
    NGINX_LISTEN: `127.0.0.1:${port}`,
    NGINX_GATEWAY_SERVERS: serversHere(variables.NGINX_GATEWAY_SERVERS ?? '', stack.gatewayPorts),
  };
  const template = readFileSync(place.translate('/etc/nginx/templates/nginx.conf.template'), 'utf8');
  const output = environment.NGINX_ENVSUBST_OUTPUT_DIR ?? '';
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'nginx.conf'), renderTemplate(template, environment));
  const [program = '', ...args] = service.command ?? [];
  return { command: [needProgram(program), ...args.map((word) => place.translate(word))], env: { PATH } };
}

/** Docker's name server gives every replica for one name; here each has a line of its own. @param {string} line @param {number[]} ports */
function serversHere(line, ports) {
  const name = /gateway:4000 resolve/;
  if (!name.test(line)) throw new Error(`NGINX_GATEWAY_SERVERS has no "gateway:4000 resolve": ${line}`);
  return ports.map((port) => line.replace(name, `127.0.0.1:${port}`)).join('\n    ');
}
