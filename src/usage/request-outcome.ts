import type { TokenUsage } from '../translation/token-usage.js';

/** How one request ended, with the tokens it used. There is exactly one of these for each, whatever ended it. */
export interface RequestOutcome extends Partial<TokenUsage> {
  requestId: string;
  /** What the caller asked for: 'chat_completions', 'messages' or 'count_tokens'. */
  route: string;
  caller: string;
  keyId?: string;
  teamId?: string;
  userId?: string;
  /** Absent when the request was refused before its model was known; likewise for what follows. */
  requestedModel?: string;
  deploymentId?: string;
  provider?: string;
  upstreamModel?: string;
  isStream: boolean;
  result: 'completed' | 'failed' | 'cancelled';
  /** The HTTP status that the caller got, or would have got had the answer not begun or the caller not left. */
  status: number;
  errorType?: string;
  errorCode?: string;
  errorMessage?: string;
  attempts: number;
  /** Upstream's figures were missing or impossible. */
  isUsageSuspect?: boolean;
  /** A part of the figures was counted here, because upstream's own count did not arrive. */
  isUsageEstimated?: boolean;
  /** Nano-dollars; null when the model has no known price; absent when nothing was used. */
  costNanoUsd?: number | null;
  durationMs: number;
  timeToFirstTokenMs?: number;
  /** The part of the time until the answer began that the gateway took itself. */
  overheadMs: number;
  sessionId?: string;
}
