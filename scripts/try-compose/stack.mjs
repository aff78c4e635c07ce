import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.mjs';
import { startFakeAnthropic } from '../../test/fake-anthropic/start-fake-anthropic.mjs';
import { startOrder } from './compose-file.mjs';
import { freePort } from './free-port.mjs';
import { endOf, runCommand, startCommand } from './run-command.mjs';
import { HEALTH_CHECKS, LAUNCHERS } from './services.mjs';
import { ServicePlace } from './service-place.mjs';
import { waitUntil } from './wait-until.mjs';

const UPSTREAM_KEY = 'sk-ant-api03-compose';
const LAST_LINES = 15;

/**
 * @typedef {{
 *   name: string, port: number, child: import('node:child_process').ChildProcess,
 *   env: Record<string, string | undefined>,
 * }} Running
 */

/** The services of docker-compose.yml as processes of this machine, on free ports of 127.0.0.1. */
export class Stack {
  /** @type {import('./build-image.mjs').Image} */
  image = /** @type {any} */ (undefined);
  /** @type {import('../../test/fake-anthropic/start-fake-anthropic.d.mts').FakeAnthropic | undefined} */
  fake;
  /** @type {number[]} */
  gatewayPorts = [];
  /** @type {Map<string, Running>} */
  running = new Map();
  secrets = '';
  /** @type {Record<string, number>} */
  #ports = {};

  /**
   * @param {{
   *   compose: import('./compose-file.mjs').ComposeFile, folder: import('./work-folder.mjs').WorkFolder, node: string,
   *   replicas: number,
   * }} options
   */
  constructor({ compose, folder, node, replicas }) {
    this.compose = compose;
    this.folder = folder;
    this.node = node;
    this.replicas = replicas;
  }

  get url() {
    return `http://127.0.0.1:${this.#ports.proxy}`;
  }

  /** @param {number} number from 1 */
  gateway(number) {
    return /** @type {Running} */ (this.running.get(`gateway-${number}`));
  }

  get masterKey() {
    return readFileSync(join(this.secrets, 'tollgate_master_key'), 'utf8').trim();
  }

  /** The newest file of each replica's spend journal. */
  journals() {
    return this.gatewayPorts.map((_, index) => {
      const folder = join(this.folder.path, `volumes/gateway-data/replica-${index + 1}/journal`);
      const segments = readdirSync(folder).filter((name) => name.endsWith('.journal'));
      return readFileSync(join(folder, segments.sort().at(-1) ?? ''), 'utf8');
    });
  }

  /** Each service once those that it depends on are healthy. @param {import('./step-table.mjs').StepTable} steps */
  async start(steps) {
    this.fake = await startFakeAnthropic({ apiKeys: [UPSTREAM_KEY] });
    await this.#choosePorts();
    await steps.run('sh deploy/make-secrets.sh', () => this.#makeSecrets());
    for (const service of startOrder(this.compose)) {
      const names = service === 'gateway' ? this.#replicaNames() : [service];
      await steps.run(`start ${names.join(', ')}; healthy`, () => this.#startAll(service, names));
    }
  }

  /** Starts a service again, or one more of it, and waits until it is healthy. @param {string} service @param {string} name */
  async startOne(service, name) {
    const definition = this.compose.services[service];
    const start = LAUNCHERS[service];
    if (definition === undefined || start === undefined)
      throw new Error(`Nothing starts the service ${service}.`);
    const place = new ServicePlace(name, definition, this.folder, this.secrets);
    const logFile = join(this.folder.make('logs'), `${name}.log`);
    const instance = { service: definition, place, port: this.#portOf(name), stack: this, logFile };
    const { command, env, cwd } = await start(instance);
    const child = startCommand(command, { cwd: cwd ?? '/', env, logFile, user: this.folder.user });
    this.running.set(name, { name, port: instance.port, child, env });
    const checkHealth = () => this.#check(service, instance);
    await waitUntil(
      `${name} is healthy`,
      async () => child.exitCode !== null || (await checkHealth()),
      60_000,
    );
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}.`);
  }

  /** Runs the gateway's command as `docker compose exec` does. @param {string} name @param {string[]} args */
  async exec(name, args) {
    const { env } = /** @type {Running} */ (this.running.get(name));
    const command = [this.node, 'dist/cli.js', ...args];
    const logFile = join(this.folder.make('logs'), 'exec.log');
    await runCommand(command, { env, cwd: this.image.workDir, logFile, user: this.folder.user });
  }

  /** Sends the signal and gives what the process ended with. @param {string} name @param {NodeJS.Signals} signal */
  async end(name, signal) {
    const { child } = /** @type {Running} */ (this.running.get(name));
    child.kill(signal);
    const end = await endOf(child);
    this.running.delete(name);
    return end;
  }

  /** Stops all as `docker compose stop` does, the last first. @param {import('./step-table.mjs').StepTable} steps */
  async stop(steps) {
    for (const name of [...this.running.keys()].reverse()) {
      const signal = STOP_SIGNALS[name] ?? 'SIGTERM';
      await steps.run(`${signal} to ${name}`, async () => {
        const end = await this.end(name, signal);
        if (end !== 0) throw new Error(`${name} ended with ${end} after ${signal}.`);
        return 'exit 0';
      });
    }
  }

  /** Ends what still runs. */
  async kill() {
    for (const { child } of this.running.values()) child.kill('SIGKILL');
    await Promise.all([...this.running.values()].map(({ child }) => endOf(child)));
    this.running.clear();
    await this.fake?.close();
  }

  /** The end of each log. */
  lastWords() {
    const logs = this.folder.make('logs');
    return readdirSync(logs)
      .map(
        (name) =>
          `--- ${name}\n${readFileSync(join(logs, name), 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n')}`,
      )
      .join('\n');
  }

  #replicaNames() {
    return this.gatewayPorts.map((_, index) => `gateway-${index + 1}`);
  }

  /** @param {string} service @param {string[]} names */
  async #startAll(service, names) {
    await Promise.all(names.map((name) => this.startOne(service, name)));
  }

  async #choosePorts() {
    const names = ['postgres', 'redis', 'proxy'];
    for (const name of names) this.#ports[name] = await freePort();
    for (let number = 1; number <= this.replicas; number += 1) this.gatewayPorts.push(await freePort());
  }

  /** @param {string} name */
  #portOf(name) {
    const number = /^gateway-(\d+)$/.exec(name)?.[1];
    const port = number === undefined ? this.#ports[name] : this.gatewayPorts[Number(number) - 1];
    return /** @type {number} */ (port);
  }

  /** The script of the repository, and the services' names in its URLs replaced by this machine's ports. */
  async #makeSecrets() {
    this.secrets = this.folder.make('secrets');
    await runCommand(['sh', join(projectRoot, 'deploy/make-secrets.sh'), this.secrets], {
      env: { PATH: process.env.PATH },
      logFile: join(this.folder.make('logs'), 'secrets.log'),
    });
    writeFileSync(join(this.secrets, 'anthropic_api_key'), `${UPSTREAM_KEY}\n`);
    for (const name of ['database_url', 'redis_url']) {
      const path = join(this.secrets, name);
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(/@(\w+):\d+/, (_, host) => `@127.0.0.1:${this.#ports[host]}`),
      );
    }
  }

  /** @param {string} service @param {import('./services.mjs').Instance} instance */
  async #check(service, instance) {
    const check = HEALTH_CHECKS[service]?.(instance);
    if (check === undefined) throw new Error(`The service ${service} has no health check.`);
    const logFile = join(this.folder.make('logs'), 'health.log');
    return (await endOf(startCommand(check.command, { env: check.env, logFile }))) === 0;
  }
}

/** What the images say, where it is not SIGTERM: PostgreSQL's fast stop, nginx's that lets answers end. @type {Record<string, NodeJS.Signals>} */
const STOP_SIGNALS = { postgres: 'SIGINT', proxy: 'SIGQUIT' };
