import { resolve } from 'node:path';
import type { FileSettings } from './file/read-config-file.js';
import type { DatabaseConfig, GatewayConfig } from './gateway-config.js';
import { LOG_LEVELS } from './gateway-config.js';
import { isLoopbackHost } from './is-loopback-host.js';
import type { ConfigFlags } from './config-sources.js';
import type { ProblemList } from './problem-list.js';
import type { Environment } from './environment.js';
import { readNamedValue, readVariable } from './read-variable.js';
import type { Secret } from './secret.js';
import { listenHost, listenPort } from './values/address-kinds.js';
import { drainSeconds } from './values/drain-seconds.js';
import { retentionPeriod } from './values/retention-period.js';
import type { ScalarKind } from './values/scalar-kind.js';
import { oneOf, text, toggle } from './values/scalar-kinds.js';
import { databaseUrl, masterKey, redisUrl, sealingSecret } from './values/secret-kinds.js';
import { workerCount } from './values/worker-count.js';

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 4000;
const DEFAULT_LOG_LEVEL = 'info';
const DEFAULT_DATA_DIR = '.tollgate';
/** With the last steps after it, this ends before Kubernetes loses its patience, which is after 30 s. */
const DEFAULT_DRAIN_MS = 20_000;
const EASY_TO_GUESS_BELOW = 16;

export type ServerSettings = Pick<
  GatewayConfig,
  | 'host'
  | 'port'
  | 'logLevel'
  | 'dataDir'
  | 'workers'
  | 'masterKey'
  | 'sealingSecret'
  | 'formerSealingSecret'
  | 'database'
  | 'redisUrl'
  | 'allowsReplicasWithoutRedis'
  | 'isConsoleDisabled'
  | 'usageRetentionMs'
  | 'drainMs'
  | 'drainNoticeMs'
  | 'isOpen'
>;

export interface ServerSources {
  readonly flags: ConfigFlags;
  readonly environment: Environment;
  readonly general: FileSettings['general'];
  readonly cwd: string;
}

/** Where and how the server runs: flags over variables over the file over defaults. */
export function readServerSettings(sources: ServerSources, problems: ProblemList): ServerSettings {
  const { flags, environment, general, cwd } = sources;
  const variable = <T>(name: string, kind: ScalarKind<T>) =>
    readVariable({ environment, name, kind }, problems);
  const flag = <T>(name: string, written: string | undefined, kind: ScalarKind<T>) =>
    readNamedValue({ name, written, kind }, problems);
  const logLevel = oneOf(LOG_LEVELS);
  const settings = {
    host: flag('--host', flags.host, listenHost) ?? variable('HOST', listenHost) ?? DEFAULT_HOST,
    port: flag('--port', flags.port, listenPort) ?? variable('PORT', listenPort) ?? DEFAULT_PORT,
    logLevel:
      flag('--log-level', flags.logLevel, logLevel) ?? variable('LOG_LEVEL', logLevel) ?? DEFAULT_LOG_LEVEL,
    dataDir: resolve(cwd, variable('TOLLGATE_DATA_DIR', text) ?? DEFAULT_DATA_DIR),
    workers:
      flag('--workers', flags.workers, workerCount) ??
      flag('--num_workers', flags.num_workers, workerCount) ??
      variable('TOLLGATE_WORKERS', workerCount) ??
      variable('NUM_WORKERS', workerCount) ??
      general.num_workers?.value ??
      1,
    masterKey: readMasterKey(environment, problems) ?? general.master_key?.value,
    sealingSecret: variable('TOLLGATE_SECRET', sealingSecret),
    formerSealingSecret: variable('TOLLGATE_SECRET_PREVIOUS', sealingSecret),
    database: chooseDatabase(variable('DATABASE_URL', databaseUrl) ?? general.database_url?.value),
    redisUrl: variable('REDIS_URL', redisUrl),
    allowsReplicasWithoutRedis:
      variable('TOLLGATE_ALLOW_REPLICAS_WITHOUT_REDIS', toggle) ??
      general.allow_replicas_without_redis?.value ??
      false,
    isConsoleDisabled: variable('DISABLE_ADMIN_UI', toggle) ?? general.disable_admin_ui?.value ?? false,
    usageRetentionMs:
      variable('TOLLGATE_MAXIMUM_SPEND_LOGS_RETENTION_PERIOD', retentionPeriod) ??
      general.maximum_spend_logs_retention_period?.value,
    drainMs:
      variable('TOLLGATE_DRAIN_SECONDS', drainSeconds) ?? general.drain_seconds?.value ?? DEFAULT_DRAIN_MS,
    drainNoticeMs:
      variable('TOLLGATE_DRAIN_NOTICE_SECONDS', drainSeconds) ?? general.drain_notice_seconds?.value,
  };
  warnIfEasyToGuess('The master key', settings.masterKey, problems);
  warnIfEasyToGuess('TOLLGATE_SECRET', settings.sealingSecret, problems);
  warnIfEasyToGuess('TOLLGATE_SECRET_PREVIOUS', settings.formerSealingSecret, problems);
  warnIfSecretIsNotShared(settings, problems);
  return { ...settings, isOpen: settings.masterKey === undefined };
}

function chooseDatabase(url: Secret | undefined): DatabaseConfig {
  return url === undefined ? { kind: 'embedded' } : { kind: 'server', url };
}

/** An empty variable is refused here: it would open the gateway by accident. */
function readMasterKey(environment: Environment, problems: ProblemList): Secret | undefined {
  const name = 'TOLLGATE_MASTER_KEY';
  return readNamedValue({ name, written: environment.get(name), kind: masterKey }, problems);
}

function warnIfEasyToGuess(name: string, secret: Secret | undefined, problems: ProblemList): void {
  if (secret === undefined || secret.reveal().length >= EASY_TO_GUESS_BELOW) return;
  problems.warn(
    `${name} has fewer than ${EASY_TO_GUESS_BELOW} characters and is easy to guess; make one with: openssl rand -hex 32`,
  );
}

/** Gateways that share a server know each other's keys only by the same secret, and a container's files do not stay. */
function warnIfSecretIsNotShared(
  { database, sealingSecret, dataDir }: Pick<GatewayConfig, 'database' | 'sealingSecret' | 'dataDir'>,
  problems: ProblemList,
): void {
  if (database.kind !== 'server' || sealingSecret !== undefined) return;
  problems.warn(
    `TOLLGATE_SECRET is not set: keys in the database work only with the secret kept in ${dataDir}. Set it where several gateways share the database, or where that directory does not stay.`,
  );
}

/** Makes it a problem: each would count limits and budgets by itself, and the embedded database serves one process alone. */
export function refuseWorkersThatShareNothing(
  { workers, database, redisUrl }: Pick<GatewayConfig, 'workers' | 'database' | 'redisUrl'>,
  problems: ProblemList,
): void {
  const missing = [
    ...(database.kind === 'server' ? [] : ['a PostgreSQL (DATABASE_URL)']),
    ...(redisUrl === undefined ? ['a Redis (REDIS_URL)'] : []),
  ];
  if (workers === 1 || missing.length === 0) return;
  problems.error(
    `${workers} workers need ${missing.join(' and ')} to share keys, limits and budgets. Set ${missing.length === 1 ? 'it' : 'them'}, or run one process: --workers 1.`,
  );
}

/** Makes it a problem to run without a master key where other machines can reach the gateway. */
export function refuseOpenOnPublicHost(
  { settings, sources }: { settings: ServerSettings; sources: ServerSources },
  problems: ProblemList,
): void {
  if (!settings.isOpen || isLoopbackHost(settings.host)) return;
  const origin = sources.flags.host === undefined ? `HOST=${settings.host}` : `--host ${settings.host}`;
  problems.error(
    `No master key: ${origin} can be reached from other machines, and the gateway would serve anyone. Set TOLLGATE_MASTER_KEY (or general_settings.master_key), or listen on 127.0.0.1.`,
  );
}
