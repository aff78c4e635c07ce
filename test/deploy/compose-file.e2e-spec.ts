import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

import type { GatewayConfig } from '../../src/config/gateway-config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { PROJECT_ROOT } from '../examples/example-files.js';

interface Service {
  image: string;
  build?: string;
  user?: string;
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  [setting: string]: unknown;
}

const compose = parse(readFileSync(join(PROJECT_ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const gateway = compose.services.gateway as Service;
/** Their images have an ordinary user already. */
const OWN_USER = ['gateway', 'prometheus', 'grafana'];

describe('docker-compose.yml', () => {
  it.each(services)('%s has no more rights than it needs', (name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      deploy: { resources: { limits: { cpus: expect.any(String), memory: expect.any(String) } } },
    });
    if (!OWN_USER.includes(name)) expect(service.user).toMatch(/^(?!root|0)/);
  });

  it.each(services)('%s has an exact version and a health check', (name, { image, build, healthcheck }) => {
    if (build === undefined) {
      expect(image).toMatch(/:v?\d+\.\d+\.?\d*(-\w+)?$/);
      expect(healthcheck).toMatchObject({ test: expect.any(Array), interval: expect.any(String) });
    } else {
      expect(readFileSync(join(PROJECT_ROOT, build, 'Dockerfile'), 'utf8')).toMatch(/^HEALTHCHECK /m);
      expect(name).toBe('gateway');
    }
  });

  it('mounts only what is in the repository or is a volume', () => {
    const sources = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    const missing = sources.filter(
      (source = '') => !source.startsWith('${') && !(source in compose.volumes) && !isThere(source),
    );
    expect(missing).toEqual([]);
  });

  it('publishes the proxy and Grafana alone, on this machine unless told otherwise', () => {
    const published = services.flatMap(([name, { ports = [] }]) =>
      (ports as string[]).map((port) => [name, port.replace(/\$\{\w+:-([^}]*)\}/g, '$1')]),
    );
    expect(published).toEqual([
      ['proxy', '127.0.0.1:4000:8080'],
      ['grafana', '127.0.0.1:3000:3000'],
    ]);
  });
});

describe('the secrets of docker-compose.yml', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-secrets-'));
    makeSecrets(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are those that the script makes, and each service is given those that it reads', () => {
    const files = Object.values(compose.secrets).map(({ file }) => file.replace('./deploy/secrets/', ''));
    expect(files.sort()).toEqual(readdirSync(folder).sort());
    for (const [name, { environment = {}, secrets = [] }] of services) {
      const read = Object.values(environment)
        .filter((value) => value.startsWith('/run/secrets/'))
        .map((value) => value.slice('/run/secrets/'.length));
      expect([name, read.filter((secret) => !secrets.includes(secret))]).toEqual([name, []]);
    }
  });

  it('stay as they are when the script runs again', () => {
    const before = readAll(folder);
    makeSecrets(folder);
    expect(readAll(folder)).toEqual(before);
  });

  it('are in a folder that is its owner’s alone', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('and its environment make a configuration of the gateway without a warning', () => {
    const config = loadInContainer(folder, { anthropic_api_key: 'sk-ant-api03-compose\n' });
    const secrets = readAll(folder);
    expect(config.warnings).toEqual([]);
    expect(config).toMatchObject({ host: '0.0.0.0', port: 4000, dataDir: '/data', isOpen: false });
    expect(config.masterKey?.reveal()).toBe(secrets.tollgate_master_key?.trim());
    expect(config.sealingSecret?.reveal()).toBe(secrets.tollgate_secret?.trim());
    expect(config.formerSealingSecret).toBeUndefined();
    expect(config.redisUrl?.reveal()).toBe(secrets.redis_url?.trim());
    expect(config.database).toMatchObject({ kind: 'server' });
    expect(config.deployments.map(({ apiKey }) => apiKey?.reveal())).toEqual(['sk-ant-api03-compose']);
  });

  it('stop the start until there is a key for Claude, which the message names', () => {
    expect(() => loadInContainer(folder, {})).toThrow('os.environ/ANTHROPIC_API_KEY');
  });

  it('give PostgreSQL and the gateway one password, and Redis and the gateway another', () => {
    const {
      postgres_password: password,
      database_url: url,
      redis_users: users,
      redis_url: redis,
    } = readAll(folder);
    expect(new URL(url ?? '').password).toBe(password?.trim());
    expect(users).toContain(`>${new URL(redis ?? '').password} `);
    expect(password?.trim()).toMatch(/^[0-9a-f]{64}$/);
  });
});

function isThere(source: string): boolean {
  return statSync(join(PROJECT_ROOT, source), { throwIfNoEntry: false }) !== undefined;
}

function makeSecrets(folder: string): void {
  execFileSync('sh', [join(PROJECT_ROOT, 'deploy/make-secrets.sh'), folder]);
}

function readAll(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** As the gateway reads it in its container: variables of the compose file at their defaults, secrets and the file. */
function loadInContainer(folder: string, written: Record<string, string>): GatewayConfig {
  const files: Record<string, string> = { ...readAll(folder), ...written };
  const env = Object.fromEntries(
    Object.entries(gateway.environment ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
    ]),
  );
  return loadConfig({
    flags: { config: '/etc/tollgate/config.yaml' },
    env,
    cwd: '/app',
    readFile: (path) => {
      if (path === '/etc/tollgate/config.yaml')
        return readFileSync(join(PROJECT_ROOT, 'deploy/gateway/config.yaml'), 'utf8');
      const text = files[path.replace('/run/secrets/', '')];
      if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      return text;
    },
  });
}
