import { Injectable } from '@nestjs/common';

import type { TestCall, TestLedger } from '../../routing/deployments/deployment-tests.service.js';
import type { TestEnding } from '../../routing/deployments/test-deployment.js';
import type { AttemptEnding, OpenAttempt } from '../../usage/attempt-terms.js';
import { UsageService } from '../../usage/usage.service.js';

/** What a test sends, with some to spare: for the record of one that a crash cuts off. */
const ESTIMATED_INPUT_TOKENS = 10;

/** Takes the cost of test calls into the ledger: nobody's key pays for them, but they are on the bill. */
@Injectable()
export class TestSpend {
  constructor(private readonly usage: UsageService) {}

  /** @throws ServiceUnavailableError while the journal cannot be written. */
  readonly open: TestLedger = async (call) => {
    const { requestId, deployment, upstreamModel, isDraft } = call;
    const attempt: OpenAttempt = await this.usage.open({
      requestId,
      attempt: 1,
      route: 'model_test',
      budgets: [],
      model: deployment.modelName,
      upstreamModel,
      provider: deployment.provider,
      deployment: isDraft ? undefined : deployment.id,
      origin: deployment.apiBase,
      isStream: false,
      createdAtMs: Date.now(),
      boundNanoUsd: null,
      estimatedInputTokens: ESTIMATED_INPUT_TOKENS,
      priceOverride: deployment.priceOverride,
    });
    return (ending) => attempt.settle(this.endingOf(call, ending));
  };

  private endingOf({ deployment, upstreamModel }: TestCall, ending: TestEnding): AttemptEnding {
    const durationMs = ending.latencyMs;
    if ('error' in ending) {
      const { type: errorType, code: errorCode, status } = ending.error;
      const nothing = { usage: undefined, isEstimated: false, isSuspect: false, costNanoUsd: 0 };
      return { result: 'failed', status, errorType, errorCode, ...nothing, durationMs };
    }
    const { usage, isSuspect } = ending.usage;
    const costNanoUsd = this.usage.costOf(upstreamModel, usage, deployment.priceOverride);
    return {
      ...{ result: 'completed', status: 200, usage },
      ...{ isEstimated: false, isSuspect, costNanoUsd, durationMs },
    };
  }
}
