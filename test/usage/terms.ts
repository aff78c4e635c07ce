import { randomUUID } from 'node:crypto';

import { NO_TOKEN_USAGE } from '../../src/translation/token-usage.js';
import type {
  AttemptEnding,
  AttemptTerms,
  BudgetTerms,
  RefusalTerms,
} from '../../src/usage/attempt-terms.js';

export const CENT = 10_000_000;
export const DOLLAR = 100 * CENT;

/** An attempt that may cost a cent, made now. */
export function makeTerms(changes: Partial<AttemptTerms> = {}): AttemptTerms {
  return {
    requestId: `req_${randomUUID()}`,
    attempt: 1,
    route: 'messages',
    budgets: [],
    model: 'claude-sonnet-4-5',
    upstreamModel: 'claude-sonnet-4-5',
    provider: 'anthropic',
    deployment: 'anthropic/claude-sonnet-4-5',
    isStream: false,
    createdAtMs: Date.now(),
    boundNanoUsd: CENT,
    estimatedInputTokens: 25,
    ...changes,
  };
}

/** An ending that cost a cent, unless said otherwise. */
export function makeEnding(changes: Partial<AttemptEnding> = {}): AttemptEnding {
  return {
    result: 'completed',
    status: 200,
    usage: { ...NO_TOKEN_USAGE, inputTokens: 10, outputTokens: 20 },
    isEstimated: false,
    isSuspect: false,
    costNanoUsd: CENT,
    durationMs: 12,
    ...changes,
  };
}

export function makeRefusal(changes: Partial<RefusalTerms> = {}): RefusalTerms {
  const { requestId, route, model, isStream, createdAtMs } = makeTerms();
  return { requestId, route, model, isStream, createdAtMs, status: 429, durationMs: 1, ...changes };
}

/** A dollar of a key that was made at the beginning of 2026, for ever unless said otherwise. */
export function makeBudget(changes: Partial<BudgetTerms> = {}): BudgetTerms {
  return {
    subject: 'key',
    subjectId: randomUUID(),
    subjectName: 'ci',
    maxBudgetNanoUsd: DOLLAR,
    anchorMs: Date.UTC(2026, 0, 1),
    ...changes,
  };
}

/** The subject's id as a record carries it. */
export function subjectFields({ subject, subjectId }: BudgetTerms): {
  keyId?: string;
  teamId?: string;
  userId?: string;
} {
  return { [`${subject}Id`]: subjectId };
}
