import { readFileSync } from 'node:fs';

import { Inject, Injectable } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import { ServiceUnavailableError } from '../../errors/gateway-error.js';
import { SharedStateService } from '../../shared-state/shared-state.service.js';
import { UsageService } from '../../usage/usage.service.js';
import { configAnswer } from './config-answer.js';
import type { ServiceStatus, SettingsPageAnswer } from './settings-page-answer.js';
import { SettingsRepository } from './settings.repository.js';

/** A database that answers so slowly is in trouble. */
const SLOW_MS = 500;
/** Records are shipped many times a second. */
const LATE_MS = 30_000;

const KINDS = { embedded: 'embedded', server: 'postgresql', none: 'none' } as const;

type DatabaseAnswer = SettingsPageAnswer['database'];
type JournalAnswer = SettingsPageAnswer['journal'];
type RedisAnswer = SettingsPageAnswer['redis'];

/** What is configured, and how the parts of the gateway are. */
@Injectable()
export class SettingsService {
  private readonly startedAt = new Date();
  private readonly version = packageVersion();

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly repository: SettingsRepository,
    private readonly usage: UsageService,
    private readonly shared: SharedStateService,
  ) {}

  /** `port` is the one that is listened on, where the configuration leaves it to the system. */
  async page(port: number): Promise<SettingsPageAnswer> {
    const { config } = this;
    const database = await this.database();
    const redis = this.redis();
    const journal = this.journal();
    return {
      version: this.version,
      node_version: process.version,
      started_at: this.startedAt.toISOString(),
      host: config.host,
      port: config.port === 0 ? port : config.port,
      is_open: config.isOpen,
      config_file: config.configFile ?? null,
      config: configAnswer(config),
      ...{ database, redis, journal },
      replicas: redis?.replicas ?? 1,
      warnings: [...config.warnings, ...warningsOf(database, redis, journal)],
      features: {
        console: !config.isConsoleDisabled,
        shared_state: redis !== null,
        telemetry: config.telemetry !== undefined,
        session_affinity: config.routing.hasSessionAffinity,
      },
    };
  }

  private async database(): Promise<DatabaseAnswer> {
    const kind = KINDS[this.config.database.kind];
    try {
      const { latencyMs, migrations } = await this.repository.look();
      const status = latencyMs >= SLOW_MS ? 'degraded' : 'up';
      return { kind, status, latency_ms: latencyMs, migrations };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableError)) throw error;
      return { kind, status: 'down', latency_ms: null, migrations: null };
    }
  }

  private redis(): RedisAnswer {
    const { redis } = this.shared;
    return redis === undefined ? null : { status: redis.isUp ? 'up' : 'down', replicas: redis.replicaCount };
  }

  private journal(): JournalAnswer {
    const figures = this.usage.figures;
    const oldestAtMs = figures?.oldestUnshippedAtMs;
    const isWritable = figures?.isWritable ?? false;
    return {
      status: journalStatus(isWritable, oldestAtMs),
      backlog_records: figures?.unshippedRecords ?? 0,
      backlog_bytes: figures?.unshippedBytes ?? 0,
      oldest_at: oldestAtMs === undefined ? null : new Date(oldestAtMs).toISOString(),
      open_attempts: figures?.openAttempts ?? 0,
      is_writable: isWritable,
    };
  }
}

function journalStatus(isWritable: boolean, oldestAtMs: number | undefined): ServiceStatus {
  if (!isWritable) return 'down';
  return oldestAtMs !== undefined && Date.now() - oldestAtMs >= LATE_MS ? 'degraded' : 'up';
}

function warningsOf(database: DatabaseAnswer, redis: RedisAnswer, journal: JournalAnswer): string[] {
  const all: [isSo: boolean, warning: string][] = [
    [database.status === 'down', 'The database is away: only keys that were seen lately work.'],
    [database.status === 'degraded', 'The database answers slowly.'],
    [redis?.status === 'down', 'Redis is away: each replica goes by its share of limits and budgets.'],
    [
      journal.status === 'down',
      'The journal cannot be written: calls are refused until there is room on its disk.',
    ],
    [journal.status === 'degraded', 'Records have been waiting for the database for a while.'],
  ];
  return all.filter(([isSo]) => isSo).map(([, warning]) => warning);
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
