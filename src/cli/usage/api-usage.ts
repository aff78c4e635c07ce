/** A record of usage as the admin API gives it, as far as the command shows it. */
export interface ApiUsage {
  readonly created_at: string;
  readonly key_id: string | null;
  readonly key_name: string | null;
  readonly model: string;
  readonly status: number;
  readonly result: string;
  readonly error_type: string | null;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_tokens: number;
  readonly cache_write_tokens: number;
  readonly cost_usd: number | null;
  readonly is_notional: boolean;
  readonly duration_ms: number;
  readonly request_id: string;
}

export interface ApiUsageSums {
  readonly requests: number;
  readonly attempts: number;
  readonly failures: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_tokens: number;
  readonly cache_write_tokens: number;
  /** From 0 to 1; null without any input. */
  readonly cache_read_share: number | null;
  readonly cost_usd: number;
  readonly notional_cost_usd: number;
  readonly unpriced: number;
}

/** A group has the fields of what it was grouped by. */
export interface ApiUsageGroup extends ApiUsageSums {
  readonly key_id?: string | null;
  readonly key_name?: string | null;
  readonly key_preview?: string | null;
  readonly team_id?: string | null;
  readonly team_name?: string | null;
  readonly user_id?: string | null;
  readonly user_name?: string | null;
  readonly model?: string;
  readonly provider?: string | null;
  readonly day?: string;
  readonly hour?: string;
}

export interface ApiUsageSummary {
  readonly from: string;
  readonly to: string;
  readonly group_by: readonly (keyof typeof GROUP_TITLES)[];
  readonly data: readonly ApiUsageGroup[];
  readonly totals: ApiUsageSums;
  readonly truncated: boolean;
}

export const GROUP_TITLES = {
  key: 'KEY',
  team: 'TEAM',
  user: 'USER',
  model: 'MODEL',
  provider: 'PROVIDER',
  day: 'DAY',
  hour: 'HOUR',
} as const;
