import { Injectable } from '@nestjs/common';

import { NotFoundError } from '../../errors/gateway-error.js';
import { type Cost, calculateCost } from '../../pricing/calculate-cost.js';
import type { PriceOverride } from '../../pricing/model-price.js';
import { priceOf } from '../../pricing/price-of.js';
import { DeploymentsAdminService } from '../../routing/deployments/deployments-admin.service.js';
import { NO_TOKEN_USAGE, type TokenUsage } from '../../translation/token-usage.js';
import type { ReportedUsage } from '../../usage/usage-report.js';

/** What an attempt costs at the prices of today. */
export interface AttemptCost extends Cost {
  /** `deployment`: the operator's own price, or a part of it. */
  source: 'deployment' | 'list';
}

/** The costs of attempts by bucket. Records keep sums only, so they are worked out anew. */
@Injectable()
export class RequestCosts {
  constructor(private readonly deployments: DeploymentsAdminService) {}

  /** In the order of the attempts; undefined for one that used nothing, or whose model has no known price. */
  of(attempts: readonly ReportedUsage[]): Promise<(AttemptCost | undefined)[]> {
    return Promise.all(attempts.map((attempt) => this.costOf(attempt)));
  }

  private async costOf(attempt: ReportedUsage): Promise<AttemptCost | undefined> {
    if (attempt.result === 'refused') return undefined;
    const override = await this.overrideOf(attempt);
    const price = priceOf(attempt.upstreamModel ?? attempt.model, override);
    if (price === null) return undefined;
    return {
      ...calculateCost(usageOf(attempt), price),
      source: override === undefined ? 'list' : 'deployment',
    };
  }

  /** Of a deployment that is no more nobody knows what it cost. */
  private async overrideOf({ deployment }: ReportedUsage): Promise<PriceOverride | undefined> {
    if (deployment === null) return undefined;
    try {
      const { prices } = await this.deployments.find(deployment);
      return Object.keys(prices).length === 0 ? undefined : prices;
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }
}

function usageOf(attempt: ReportedUsage): TokenUsage {
  return {
    ...NO_TOKEN_USAGE,
    inputTokens: Number(attempt.inputTokens),
    cacheReadTokens: Number(attempt.cacheReadTokens),
    cacheWrite5mTokens: Number(attempt.cacheWrite5mTokens),
    cacheWrite1hTokens: Number(attempt.cacheWrite1hTokens),
    outputTokens: Number(attempt.outputTokens),
    thinkingTokens: Number(attempt.thinkingTokens),
    webSearchRequests: attempt.webSearchRequests,
    webFetchRequests: attempt.webFetchRequests,
  };
}
