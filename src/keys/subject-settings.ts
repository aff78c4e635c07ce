import { InvalidRequestError } from '../errors/gateway-error.js';

/** One hard budget as it is kept. */
export interface KeptBudget {
  readonly maxBudgetNanoUsd: number;
  /** Absent: for ever. */
  readonly duration?: string;
  /** One of `budget_limits`, not the one of `max_budget`. */
  readonly isFurther?: boolean;
}

/** What keys, teams and users have in common. Null: not limited. */
export interface SubjectSettings {
  /** Names, wildcards or aliases; empty: all. */
  models: string[];
  budgets: KeptBudget[];
  softBudgetNanoUsd: number | null;
  rpmLimit: number | null;
  tpmLimit: number | null;
  maxParallelRequests: number | null;
  metadata: Record<string, unknown>;
}

/** A change of budgets; what is absent stays, null goes. */
export interface BudgetPatch {
  maxBudgetNanoUsd?: number | null;
  duration?: string | null;
  further?: readonly { maxBudgetNanoUsd: number; duration?: string }[];
}

/** A change of settings; what is absent stays. */
export type SettingsPatch = Partial<Omit<SubjectSettings, 'budgets'>> & { budgets?: BudgetPatch };

/** Settings that limit nothing. */
export const UNLIMITED: SubjectSettings = {
  models: [],
  budgets: [],
  softBudgetNanoUsd: null,
  rpmLimit: null,
  tpmLimit: null,
  maxParallelRequests: null,
  metadata: {},
};

/** The budget of `max_budget`, which stands before those of `budget_limits`. */
export function mainBudgetOf({ budgets }: Pick<SubjectSettings, 'budgets'>): KeptBudget | undefined {
  return budgets.find(({ isFurther }) => isFurther !== true);
}

/** The budgets of `budget_limits`. */
export function furtherBudgetsOf({ budgets }: Pick<SubjectSettings, 'budgets'>): KeptBudget[] {
  return budgets.filter(({ isFurther }) => isFurther === true);
}

/**
 * The settings after a change.
 *
 * @throws InvalidRequestError when a duration is left without a budget.
 */
export function applyPatch<T extends SubjectSettings>(
  before: T,
  { budgets, ...patch }: SettingsPatch & Partial<Omit<T, keyof SubjectSettings>>,
): T {
  return { ...before, ...patch, budgets: applyBudgetPatch(before, budgets ?? {}) };
}

function applyBudgetPatch(before: SubjectSettings, patch: BudgetPatch): KeptBudget[] {
  const main = mainBudgetOf(before);
  const maxBudgetNanoUsd = orBefore(patch.maxBudgetNanoUsd, main?.maxBudgetNanoUsd);
  const duration = orBefore(patch.duration, main?.duration);
  if (maxBudgetNanoUsd === undefined && typeof patch.duration === 'string') {
    throw new InvalidRequestError({
      param: 'budget_duration',
      message: '"budget_duration" needs a "max_budget" that it is the window of.',
    });
  }
  const mainAfter = maxBudgetNanoUsd === undefined ? [] : [{ maxBudgetNanoUsd, ...windowOf(duration) }];
  const further = patch.further?.map((budget) => ({ ...budget, isFurther: true }));
  return [...mainAfter, ...(further ?? furtherBudgetsOf(before))];
}

/** What a change says, or else what there was; null says that there is nothing. */
function orBefore<T>(patched: T | null | undefined, before: T | undefined): T | undefined {
  return patched === undefined ? before : (patched ?? undefined);
}

function windowOf(duration: string | undefined): { duration?: string } {
  return duration === undefined ? {} : { duration };
}
