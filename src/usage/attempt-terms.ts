import type { PriceOverride } from '../pricing/model-price.js';
import type { TokenUsage } from '../translation/token-usage.js';

/** Whose budget it is. */
export type BudgetSubject = 'key' | 'team' | 'user';

/** One budget that a call falls under. */
export interface BudgetTerms {
  subject: BudgetSubject;
  subjectId: string;
  /** What people call the subject; for messages only. */
  subjectName?: string;
  maxBudgetNanoUsd: number;
  /** `30s`, `5m`, `12h`, `30d` or `1mo`; absent: for ever. */
  duration?: string;
  /** When the subject was created, in epoch milliseconds: windows of days and months begin there. */
  anchorMs: number;
}

/** What is known of an attempt before upstream is called. */
export interface AttemptTerms {
  requestId: string;
  /** 1 for the first. */
  attempt: number;
  /** chat_completions, messages or model_test */
  route: string;
  keyId?: string;
  teamId?: string;
  userId?: string;
  /** Hard budgets of key, team and user: each must cover the bound. */
  budgets: readonly BudgetTerms[];
  /** Budgets that only warn. */
  softBudgets?: readonly BudgetTerms[];
  /** What the caller asked for. */
  model: string;
  upstreamModel?: string;
  provider?: string;
  deployment?: string;
  /** Where upstream is; in no record. */
  origin?: string;
  /** The configured name that is tried, where it is a fallback of `model`. */
  servedModel?: string;
  /** The caller's own plan pays: the cost is what it would be by the list. Absent: no. */
  isNotional?: boolean;
  isStream: boolean;
  sessionId?: string;
  /** When the attempt began, in epoch milliseconds: the first one with its request. */
  createdAtMs: number;
  /** The most that the call can cost; null: the model has no known price. Not looked at without hard budgets. */
  boundNanoUsd: number | null;
  /** For the record of an attempt that a crash of the gateway cuts off; see `estimateInputTokens`. */
  estimatedInputTokens: number;
  /** The operator's own price of the deployment, for the same record. */
  priceOverride?: PriceOverride;
}

/** How an attempt ended. */
export interface AttemptEnding {
  result: 'completed' | 'failed' | 'cancelled';
  /** The HTTP status that the caller got, or would have got. */
  status: number;
  errorType?: string;
  errorCode?: string;
  /** Absent when upstream counted nothing. */
  usage: TokenUsage | undefined;
  /** A part of `usage` was counted here, because upstream's own count did not arrive. */
  isEstimated: boolean;
  /** Upstream's figures were missing or impossible. */
  isSuspect: boolean;
  /** Null: the model has no known price. */
  costNanoUsd: number | null;
  durationMs: number;
  timeToFirstTokenMs?: number;
}

/** A refusal of a caller who is known: it cost nothing and reached no upstream. */
export interface RefusalTerms {
  requestId: string;
  /** How many attempts came before it, and 1. Absent: 1. */
  attempt?: number;
  route: string;
  keyId?: string;
  teamId?: string;
  userId?: string;
  /** '' when the request was refused before its model was known. */
  model: string;
  upstreamModel?: string;
  provider?: string;
  deployment?: string;
  /** The configured name that would have been tried, where it is a fallback of `model`. */
  servedModel?: string;
  isStream: boolean;
  sessionId?: string;
  createdAtMs: number;
  status: number;
  errorType?: string;
  errorCode?: string;
  durationMs: number;
}

/** Where a call stands with the budgets that only warn; `none`: it has none. */
export type SoftBudgetState = 'none' | 'within' | 'exceeded';

/** An attempt that has been admitted. Whatever ends it must settle it. */
export interface OpenAttempt {
  readonly attemptId: string;
  readonly softBudget: SoftBudgetState;
  /**
   * Replaces the reservation by the actual cost and resolves once the record survives a crash. Only the first call
   * counts; later ones resolve with it. Never rejects.
   */
  settle(ending: AttemptEnding): Promise<void>;
}

/** How much of a budget is used in its present window. */
export interface BudgetFigures {
  budget: BudgetTerms;
  spentNanoUsd: number;
  /** Held for calls that are under way. */
  reservedNanoUsd: number;
  /** Absent for a budget without a duration, like the end. */
  windowStartMs?: number;
  windowEndMs?: number;
}
