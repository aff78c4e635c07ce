import {
  furtherBudgetsOf,
  type KeptBudget,
  mainBudgetOf,
  type SubjectSettings,
} from '../../keys/subject-settings.js';
import { dollarsOf } from '../../pricing/dollars.js';
import type { BudgetFigures } from '../../usage/attempt-terms.js';

/** What was spent in the window of a subject's budget, or ever when it has none. */
export interface SpendFigure {
  spentNanoUsd: number;
  /** When the window turns. */
  resetsAtMs?: number;
  /** Of every budget that the subject has. */
  budgets: readonly BudgetFigures[];
}

/** How a budget stands, by the figures that refuse calls. */
interface BudgetAnswer {
  max_budget: number;
  budget_duration: string | null;
  spent: number;
  /** Held for calls that are under way. */
  reserved: number;
  left: number;
  resets_at: string | null;
}

/** What the admin API says of the settings that keys, teams and users share. */
export interface SettingsAnswer {
  models: string[];
  max_budget: number | null;
  budget_duration: string | null;
  budget_limits: { max_budget: number; budget_duration: string | null }[];
  soft_budget: number | null;
  spend: number;
  budget_reset_at: string | null;
  budgets: BudgetAnswer[];
  rpm_limit: number | null;
  tpm_limit: number | null;
  max_parallel_requests: number | null;
  metadata: Record<string, unknown>;
}

/** Settings in the admin API's names, with money in dollars. */
export function settingsAnswer(
  settings: SubjectSettings,
  { spentNanoUsd, resetsAtMs, budgets }: SpendFigure,
): SettingsAnswer {
  const main = mainBudgetOf(settings);
  return {
    models: settings.models,
    max_budget: main === undefined ? null : dollarsOf(main.maxBudgetNanoUsd),
    budget_duration: main?.duration ?? null,
    budget_limits: furtherBudgetsOf(settings).map(budgetLimit),
    soft_budget: settings.softBudgetNanoUsd === null ? null : dollarsOf(settings.softBudgetNanoUsd),
    spend: dollarsOf(spentNanoUsd),
    budget_reset_at: instantOrNull(resetsAtMs),
    budgets: budgets.map(budgetAnswer),
    rpm_limit: settings.rpmLimit,
    tpm_limit: settings.tpmLimit,
    max_parallel_requests: settings.maxParallelRequests,
    metadata: settings.metadata,
  };
}

/** A budget's figures in dollars; what is overspent leaves nothing. */
export function budgetAnswer(figures: BudgetFigures): BudgetAnswer {
  const { budget, spentNanoUsd, reservedNanoUsd, windowEndMs } = figures;
  return {
    max_budget: dollarsOf(budget.maxBudgetNanoUsd),
    budget_duration: budget.duration ?? null,
    spent: dollarsOf(spentNanoUsd),
    reserved: dollarsOf(reservedNanoUsd),
    left: dollarsOf(Math.max(0, budget.maxBudgetNanoUsd - spentNanoUsd - reservedNanoUsd)),
    resets_at: instantOrNull(windowEndMs),
  };
}

function instantOrNull(timeMs: number | undefined): string | null {
  return timeOrNull(timeMs === undefined ? null : new Date(timeMs));
}

/** RFC 3339 in UTC. */
export function timeOrNull(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}

function budgetLimit({ maxBudgetNanoUsd, duration }: KeptBudget) {
  return { max_budget: dollarsOf(maxBudgetNanoUsd), budget_duration: duration ?? null };
}
