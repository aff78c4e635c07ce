import { join } from 'node:path';

import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { describeDataDirectoryFailure } from '../config/data-directory.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { RequestObservers } from '../observability/request-observer.js';
import { SharedStateService } from '../shared-state/shared-state.service.js';
import { calculateCost } from '../pricing/calculate-cost.js';
import type { PriceOverride } from '../pricing/model-price.js';
import { priceOf } from '../pricing/price-of.js';
import { type TokenUsage, usageOfInput } from '../translation/token-usage.js';
import type { AttemptTerms, BudgetFigures, BudgetTerms, OpenAttempt, RefusalTerms } from './attempt-terms.js';
import { ReportedAttempt } from './reported-attempt.js';
import type { RequestOutcome } from './request-outcome.js';
import { SpendBook, type SpendBookFigures } from './spend-book.js';
import { UsageRepository } from './usage.repository.js';

/** How often the journal forgets what the database has. */
const TIDY_EVERY_MS = 5_000;
/** How long a stop waits for the database to take the last records; they are in the journal anyway. */
const FLUSH_LIMIT_MS = 5_000;

/** The one place where spend is taken in: it is reserved before a call and settled after it. */
@Injectable()
export class UsageService implements OnModuleInit, OnApplicationShutdown {
  private readonly modelsWithoutPrice = new Set<string>();
  private book: SpendBook | undefined;
  private tidyTimer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly repository: UsageRepository,
    private readonly observers: RequestObservers,
    private readonly shared: SharedStateService,
  ) {}

  /** Takes up what an earlier process has left. Throws an Error of one line when the journal cannot be used. */
  async onModuleInit(): Promise<void> {
    const { dataDir, journalDir: directory = join(dataDir, 'journal') } = this.config;
    try {
      const { redis } = this.shared;
      const sharing = redis && { redis, store: this.repository };
      this.book = await SpendBook.open(directory, this.repository, this.logger, { sharing });
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === undefined
        ? error
        : describeDataDirectoryFailure(directory, error);
    }
    const { book } = this;
    this.tidyTimer = setInterval(() => void book.tidy(Date.now()), TIDY_EVERY_MS).unref();
  }

  /** After the last request has ended, and before the database closes. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.tidyTimer);
    await this.book?.close(FLUSH_LIMIT_MS);
  }

  /**
   * Lets an attempt begin: holds its bound against every hard budget and leaves a trace in the journal. Synchronous
   * when the spend of its budgets is in memory; otherwise it is loaded within two seconds.
   *
   * @throws BudgetExceededError, PermissionDeniedError code `price_unknown` (a hard budget, and a model without a
   * price), ServiceUnavailableError (the disk is full, or the database away and the spend not yet loaded). A promise
   * rejects with the same.
   */
  open(terms: AttemptTerms): OpenAttempt | Promise<OpenAttempt> {
    const opened = this.opened().begin(terms, this.costOfInput(terms));
    if (opened instanceof Promise) return opened.then((attempt) => this.observe(attempt, terms));
    return this.observe(opened, terms);
  }

  /** @throws ServiceUnavailableError while the journal cannot be written: for a check before any other work. */
  assertCanTakeSpend(): void {
    this.opened().assertCanTakeSpend();
  }

  /** Journals the refusal of a caller who is known. Nothing waits for it. */
  refuse(terms: RefusalTerms): void {
    this.opened().refuse(terms);
  }

  /**
   * What the given budgets of one or more subjects have used in the windows that are open at a time.
   *
   * @throws ServiceUnavailableError when the database is away and the spend not in memory.
   */
  spendOf(budgets: readonly BudgetTerms[], atMs: number): Promise<BudgetFigures[]> {
    return this.opened().figuresOf(budgets, atMs);
  }

  /** Logs a request's outcome. Called once for each request, before its caller gets the last byte. */
  record(outcome: RequestOutcome): void {
    this.observers.requestEnded(outcome);
    if (outcome.status >= 500) this.logger.warn(outcome, 'request');
    else this.logger.info(outcome, 'request');
  }

  /** What an answer cost, in nano-dollars; null for a model without a known price. */
  costOf(model: string, usage: TokenUsage, override: PriceOverride | undefined): number | null {
    const price = priceOf(model, override);
    if (price !== null) return calculateCost(usage, price).totalNanoUsd;
    this.warnOnce(model);
    return null;
  }

  /** How the journal stands; undefined before it is open. */
  get figures(): SpendBookFigures | undefined {
    return this.book?.figures;
  }

  /** Whether the database answered when it was last needed; undefined where there is none. */
  get isDatabaseAvailable(): boolean | undefined {
    return this.repository.isConfigured ? this.repository.isAvailable : undefined;
  }

  private observe(attempt: OpenAttempt, terms: AttemptTerms): OpenAttempt {
    return new ReportedAttempt(attempt, terms, this.observers);
  }

  private opened(): SpendBook {
    if (this.book === undefined) throw new TypeError('The journal has not been opened yet.');
    return this.book;
  }

  /** What the record of an attempt says that a crash cuts off. */
  private costOfInput({
    model,
    upstreamModel,
    priceOverride,
    estimatedInputTokens,
  }: AttemptTerms): number | null {
    return this.costOf(upstreamModel ?? model, usageOfInput(estimatedInputTokens), priceOverride);
  }

  private warnOnce(model: string): void {
    if (this.modelsWithoutPrice.has(model) || this.modelsWithoutPrice.size > 1000) return;
    this.modelsWithoutPrice.add(model);
    this.logger.warn({ model }, 'This model has no known price: give one in model_info.');
  }
}
