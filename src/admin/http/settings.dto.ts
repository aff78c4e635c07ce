import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';

import type { BudgetPatch, SettingsPatch } from '../../keys/subject-settings.js';
import { nanoUsdOf } from '../../pricing/dollars.js';
import { definedOnly } from './defined-only.js';
import { ArrayOfAtMost, Count, Dollars, Duration, Metadata, ModelNames, OrNull } from './field.decorator.js';

const MAX_BUDGET_LIMITS = 10;

/** One more budget beside `max_budget`. */
export class BudgetLimitBody {
  @Dollars()
  max_budget!: number;

  @OrNull()
  @Duration()
  budget_duration?: string | null;
}

/** What can be set on keys, teams and users alike. */
export class SettingsBody {
  @OrNull()
  @ModelNames()
  models?: string[] | null;

  @OrNull()
  @Dollars()
  max_budget?: number | null;

  @OrNull()
  @Duration()
  budget_duration?: string | null;

  @OrNull()
  @ArrayOfAtMost(MAX_BUDGET_LIMITS)
  @ValidateNested({ each: true, message: 'must be an array of objects' })
  @Type(() => BudgetLimitBody)
  budget_limits?: BudgetLimitBody[] | null;

  @OrNull()
  @Dollars()
  soft_budget?: number | null;

  @OrNull()
  @Count()
  rpm_limit?: number | null;

  @OrNull()
  @Count()
  tpm_limit?: number | null;

  @OrNull()
  @Count()
  max_parallel_requests?: number | null;

  @OrNull()
  @Metadata()
  metadata?: Record<string, unknown> | null;
}

/** The settings that a checked body sets; null resets a field. */
export function settingsPatchOf(body: SettingsBody): SettingsPatch {
  return definedOnly({
    models: orEmpty(body.models, []),
    budgets: budgetPatchOf(body),
    softBudgetNanoUsd: nanoUsdOrNull(body.soft_budget),
    rpmLimit: body.rpm_limit,
    tpmLimit: body.tpm_limit,
    maxParallelRequests: body.max_parallel_requests,
    metadata: orEmpty(body.metadata, {}),
  });
}

/** Null stands for nothing; undefined stays. */
export function orEmpty<T>(value: T | null | undefined, empty: T): T | undefined {
  return value === null ? empty : value;
}

function budgetPatchOf({ max_budget, budget_duration, budget_limits }: SettingsBody): BudgetPatch {
  return definedOnly({
    maxBudgetNanoUsd: nanoUsdOrNull(max_budget),
    duration: budget_duration,
    further: orEmpty(budget_limits, [])?.map(furtherBudgetOf),
  });
}

function furtherBudgetOf({ max_budget, budget_duration }: BudgetLimitBody) {
  const maxBudgetNanoUsd = nanoUsdOf(max_budget) as number;
  return typeof budget_duration === 'string'
    ? { maxBudgetNanoUsd, duration: budget_duration }
    : { maxBudgetNanoUsd };
}

function nanoUsdOrNull(dollars: number | null | undefined): number | null | undefined {
  return typeof dollars === 'number' ? nanoUsdOf(dollars) : dollars;
}
