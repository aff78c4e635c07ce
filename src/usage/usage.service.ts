import { Inject, Injectable } from '@nestjs/common';

import { LOGGER, type Logger } from '../observability/logger.js';
import { calculateCost } from '../pricing/calculate-cost.js';
import type { PriceOverride } from '../pricing/model-price.js';
import { priceOf } from '../pricing/price-of.js';
import type { TokenUsage } from '../translation/token-usage.js';
import type { RequestOutcome } from './request-outcome.js';

/** Takes the outcome of every request. */
@Injectable()
export class UsageService {
  private readonly modelsWithoutPrice = new Set<string>();

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** Called once for each request, before its caller gets the last byte. */
  record(outcome: RequestOutcome): void {
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

  private warnOnce(model: string): void {
    if (this.modelsWithoutPrice.has(model) || this.modelsWithoutPrice.size > 1000) return;
    this.modelsWithoutPrice.add(model);
    this.logger.warn({ model }, 'This model has no known price: give one in model_info.');
  }
}
