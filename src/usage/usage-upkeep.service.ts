import { setTimeout as wait } from 'node:timers/promises';

import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { isoDayOf } from './iso-day.js';
import { HOURS_KEPT_MS } from './report-span.js';
import { UsagePartitionsRepository } from './usage-partitions.repository.js';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** Partitions are there long before they are needed: a database that is away at midnight holds up nothing. */
const DAYS_AHEAD = 7;
/** A report that runs keeps a partition for a few seconds. */
const TRIES = 5;
const TRY_AGAIN_AFTER_MS = 2_000;

/** Keeps the tables of usage in shape: partitions for the days to come, and nothing older than is to be kept. */
@Injectable()
export class UsageUpkeepService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly closing = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly repository: UsagePartitionsRepository,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.repository.isConfigured) return;
    void this.repository.whenAvailable().then(() => this.run());
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.closing.abort();
    clearInterval(this.timer);
    await this.running;
  }

  /** One round, as there is one at the start and each hour after it. Never rejects; one at a time. */
  run(nowMs = Date.now()): Promise<void> {
    this.running = this.running.then(async () => {
      if (this.closing.signal.aborted) return;
      await this.tend(nowMs).catch((error: unknown) => {
        this.logger.warn(
          { err: error },
          'The tables of usage could not be kept in shape; the next try is in an hour.',
        );
      });
    });
    return this.running;
  }

  private async tend(nowMs: number): Promise<void> {
    await this.repository.make(daysFrom(nowMs));
    await this.repository.forgetHours(nowMs - HOURS_KEPT_MS);
    const { usageRetentionMs } = this.config;
    if (usageRetentionMs !== undefined) await this.dropBefore(isoDayOf(nowMs - usageRetentionMs));
  }

  /** A day's records go together, once the last of them is too old. */
  private async dropBefore(firstKept: string): Promise<void> {
    const old = (await this.repository.days()).filter((day) => day < firstKept);
    const dropped: string[] = [];
    for (const day of old) {
      if (!(await this.dropSoon(day))) break;
      dropped.push(day);
    }
    if (dropped.length === 0) return;
    this.logger.info(
      { days: dropped.length, from: dropped[0], to: dropped.at(-1) },
      'Usage records have been dropped, because they are older than maximum_spend_logs_retention_period. Their sums stay.',
    );
  }

  private async dropSoon(day: string): Promise<boolean> {
    const { signal } = this.closing;
    for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
      if ((await this.repository.drop(day)) === 'dropped') return true;
      await wait(TRY_AGAIN_AFTER_MS, undefined, { ref: false, signal }).catch(() => {});
    }
    return false;
  }
}

function daysFrom(nowMs: number): string[] {
  return Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => isoDayOf(nowMs + ahead * DAY_MS));
}
