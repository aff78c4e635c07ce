/** How a deployment is at the moment. */
export interface ApiModelStatus {
  readonly reason: string | null;
  readonly until: string | null;
  readonly error: { readonly message: string } | null;
  readonly in_flight: number;
  readonly requests_last_minute: number;
  readonly tokens_last_minute: number;
  readonly failures_last_minute: number;
  readonly time_to_first_token_ms: number | null;
  readonly requests_left: number | null;
  readonly tokens_left: number | null;
  readonly upstream_limits: readonly {
    readonly name: string;
    readonly remaining: number | null;
    readonly limit: number | null;
  }[];
}

/** A deployment as the admin API gives it, as far as commands look at it. */
export interface ApiModel {
  readonly id: string;
  readonly source: string;
  readonly model_name: string;
  readonly model: string;
  readonly auth: string;
  readonly credential_preview: string | null;
  readonly api_base: string | null;
  readonly extra_header_names: readonly string[];
  readonly weight: number;
  readonly order: number;
  readonly rpm: number | null;
  readonly tpm: number | null;
  readonly timeout: number | null;
  readonly max_tokens: number | null;
  readonly health: string;
  readonly problem: string | null;
  readonly status: ApiModelStatus | null;
  readonly created_at: string | null;
  /** Only in the answer to a change. */
  readonly warnings?: readonly string[];
}

/** What came of a test call. */
export interface ApiModelTest {
  readonly ok: boolean;
  readonly status: number;
  readonly latency_ms: number;
  readonly model: string;
  readonly error_type: string | null;
  readonly message: string | null;
}

/** How people call a deployment. */
export function titleOf({ model_name, model }: Pick<ApiModel, 'model_name' | 'model'>): string {
  return `"${model_name}" (${model})`;
}
