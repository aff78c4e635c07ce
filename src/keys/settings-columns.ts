import type { KeptBudget, SubjectSettings } from './subject-settings.js';

/** The columns that hold settings, as the database gives them. */
export interface SettingsRow {
  models: string[];
  budgets: unknown;
  softBudgetNanoUsd: bigint | null;
  rpmLimit: number | null;
  tpmLimit: number | null;
  maxParallelRequests: number | null;
  metadata: unknown;
}

interface BudgetRow {
  /** A decimal integer: JSON has no 64-bit numbers. */
  maxBudgetNanoUsd: string;
  duration?: string;
  isFurther?: boolean;
}

/** The settings that a row holds. */
export function settingsOf(row: SettingsRow): SubjectSettings {
  const { models, rpmLimit, tpmLimit, maxParallelRequests } = row;
  return {
    models,
    budgets: (row.budgets as BudgetRow[]).map(budgetOf),
    softBudgetNanoUsd: row.softBudgetNanoUsd === null ? null : Number(row.softBudgetNanoUsd),
    rpmLimit,
    tpmLimit,
    maxParallelRequests,
    metadata: row.metadata as Record<string, unknown>,
  };
}

/** The columns for settings, as the database takes them. */
export function settingsColumns(settings: SubjectSettings) {
  const { models, rpmLimit, tpmLimit, maxParallelRequests, softBudgetNanoUsd } = settings;
  return {
    models,
    budgets: settings.budgets.map(budgetRow) as object[],
    softBudgetNanoUsd: softBudgetNanoUsd === null ? null : BigInt(softBudgetNanoUsd),
    rpmLimit,
    tpmLimit,
    maxParallelRequests,
    metadata: settings.metadata as object,
  };
}

function budgetOf({ maxBudgetNanoUsd, ...rest }: BudgetRow): KeptBudget {
  return { maxBudgetNanoUsd: Number(maxBudgetNanoUsd), ...rest };
}

function budgetRow({ maxBudgetNanoUsd, ...rest }: KeptBudget): BudgetRow {
  return { maxBudgetNanoUsd: String(maxBudgetNanoUsd), ...rest };
}
