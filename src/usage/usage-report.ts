/** Which usage a report is about; what is absent is not asked for. */
export interface UsageFilters {
  readonly keyId?: string;
  readonly teamId?: string;
  readonly userId?: string;
  readonly model?: string;
  readonly provider?: string;
  readonly deployment?: string;
  readonly status?: number;
  readonly result?: string;
  readonly sessionId?: string;
  readonly requestId?: string;
  readonly errorType?: string;
  /** Nothing that cost less, or whose cost is not known. */
  readonly minCostNanoUsd?: number;
  /** The team outside which the reader sees nothing; it holds together with `teamId`. */
  readonly teamScope?: string;
}

/** From the first instant on, up to and without the second, in epoch milliseconds. */
export interface ReportSpan {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** A place in the order of the records, newest first. */
export interface RecordPosition {
  readonly createdAtMs: number;
  readonly attemptId: string;
}

/** One attempt as it is reported: the record, and the present names of those whom it names. */
export interface ReportedUsage {
  readonly attemptId: string;
  readonly requestId: string;
  readonly attempt: number;
  readonly route: string;
  readonly keyId: string | null;
  readonly keyName: string | null;
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly model: string;
  readonly upstreamModel: string | null;
  readonly provider: string | null;
  readonly deployment: string | null;
  /** Null: the name that was asked for. */
  readonly servedModel: string | null;
  readonly isNotional: boolean;
  readonly inputTokens: bigint;
  readonly cacheReadTokens: bigint;
  readonly cacheWrite5mTokens: bigint;
  readonly cacheWrite1hTokens: bigint;
  readonly outputTokens: bigint;
  readonly thinkingTokens: bigint;
  readonly webSearchRequests: number;
  readonly webFetchRequests: number;
  /** Null: the model has no known price. */
  readonly costNanoUsd: bigint | null;
  readonly isEstimated: boolean;
  readonly isSuspect: boolean;
  readonly result: string;
  readonly status: number;
  readonly errorType: string | null;
  readonly errorCode: string | null;
  readonly isStream: boolean;
  readonly durationMs: number;
  readonly timeToFirstTokenMs: number | null;
  readonly sessionId: string | null;
  readonly createdAt: Date;
}

/** Some records, newest first, and the place after which there may be more. */
export interface UsagePage {
  readonly records: readonly ReportedUsage[];
  readonly next?: RecordPosition;
}

/** What usage can be summed up by. */
export const USAGE_GROUPINGS = ['key', 'team', 'user', 'model', 'provider', 'day', 'hour'] as const;
export type UsageGrouping = (typeof USAGE_GROUPINGS)[number];

/** What the sums of days and hours can be narrowed by. */
export type SummaryFilters = Pick<
  UsageFilters,
  'keyId' | 'teamId' | 'userId' | 'model' | 'provider' | 'teamScope'
>;

export interface UsageSums {
  /** Each at its first attempt, so at the provider that was tried first. */
  readonly requests: bigint;
  /** The further attempts of these, and refusals of them. */
  readonly retries: bigint;
  /** Attempts that failed, and refusals. */
  readonly failures: bigint;
  readonly inputTokens: bigint;
  readonly cacheReadTokens: bigint;
  readonly cacheWrite5mTokens: bigint;
  readonly cacheWrite1hTokens: bigint;
  readonly outputTokens: bigint;
  readonly thinkingTokens: bigint;
  readonly webSearchRequests: bigint;
  readonly costNanoUsd: bigint;
  /** The part of it that callers' own plans paid for. */
  readonly notionalNanoUsd: bigint;
  /** Attempts whose model has no known price: they are not in the cost. */
  readonly unpriced: bigint;
  /** The part of the failures that are refusals. */
  readonly refusals: bigint;
  readonly completions: bigint;
  readonly cancellations: bigint;
  /** How long the completed attempts took together. */
  readonly completedMs: bigint;
  /** Attempts whose first token came, and how long that took together. */
  readonly firstTokens: bigint;
  readonly firstTokenMs: bigint;
}

/** The sums of one group. It has the fields of those groupings that were asked for; null stands for none. */
export interface UsageGroup extends UsageSums {
  readonly keyId?: string | null;
  readonly keyName?: string | null;
  readonly keyPreview?: string | null;
  readonly teamId?: string | null;
  readonly teamName?: string | null;
  readonly userId?: string | null;
  readonly userName?: string | null;
  readonly model?: string;
  readonly provider?: string | null;
  /** Midnight UTC at its beginning. */
  readonly day?: Date;
  /** Its beginning. */
  readonly hour?: Date;
}

export interface UsageSummary {
  /** Whole UTC days, or hours. */
  readonly span: Required<ReportSpan>;
  readonly groups: readonly UsageGroup[];
  /** Over all groups, also those that were left off. */
  readonly totals: UsageSums;
  readonly isTruncated: boolean;
}
