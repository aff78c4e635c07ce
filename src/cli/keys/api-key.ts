/** A virtual key as the admin API gives it, as far as commands look at it. */
export interface ApiKey {
  readonly id: string;
  /** Only in the answer that made it. */
  readonly key?: string;
  readonly key_preview: string;
  readonly name: string | null;
  readonly user_id: string | null;
  readonly team_id: string | null;
  readonly models: readonly string[];
  readonly aliases: Readonly<Record<string, string>>;
  readonly status: string;
  readonly max_budget: number | null;
  readonly budget_duration: string | null;
  readonly budget_limits: readonly { readonly max_budget: number; readonly budget_duration: string | null }[];
  readonly soft_budget: number | null;
  readonly spend: number;
  readonly budget_reset_at: string | null;
  readonly rpm_limit: number | null;
  readonly tpm_limit: number | null;
  readonly max_parallel_requests: number | null;
  readonly expires_at: string | null;
  readonly previous_key_expires_at: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly created_at: string;
}

/** How people call a key. */
export function titleOf({ name, key_preview }: Pick<ApiKey, 'name' | 'key_preview'>): string {
  return name === null ? key_preview : `"${name}" (${key_preview})`;
}
