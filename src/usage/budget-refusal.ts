import { BudgetExceededError, PermissionDeniedError } from '../errors/gateway-error.js';
import type { AttemptTerms, BudgetTerms } from './attempt-terms.js';
import type { Admission } from './spend-ledger.js';
import { isForEver } from './spend-window.js';

type Refusal = Extract<Admission, { kind: 'refused' }>;

const NANO_USD_DIGITS = 9;

/** The 429 of a call that a budget does not cover: whose, the figures, and when more may be spent. */
export function budgetRefusal(refusal: Refusal, boundNanoUsd: number, nowMs: number): BudgetExceededError {
  const { budget, window, spentNanoUsd, reservedNanoUsd } = refusal;
  const isOnlyHeld = spentNanoUsd + boundNanoUsd <= budget.maxBudgetNanoUsd;
  const held = reservedNanoUsd === 0 ? '' : `, ${formatUsd(reservedNanoUsd)} held for calls under way`;
  return new BudgetExceededError({
    message:
      `The budget of ${describeSubject(budget)} does not cover this call: ` +
      `${formatUsd(spentNanoUsd)} of ${formatUsd(budget.maxBudgetNanoUsd)} spent${held}, ` +
      `and this call may cost up to ${formatUsd(boundNanoUsd)} (a smaller max_tokens makes that less). ` +
      describeTurn(refusal),
    retryAfterSeconds: isOnlyHeld ? 1 : secondsToTurn(window, nowMs),
  });
}

/** The 403 of a call whose cost nobody could bound. */
export function priceUnknown({ model, upstreamModel, budgets }: AttemptTerms): PermissionDeniedError {
  const who = budgets[0] === undefined ? 'The caller' : capitalize(describeSubject(budgets[0]));
  return new PermissionDeniedError({
    message:
      `${who} has a budget, and the price of the model "${(upstreamModel ?? model).slice(0, 200)}" is not known, so its cost cannot be held to it. ` +
      'Give the model input_cost_per_token and output_cost_per_token in model_info, or call it with a key without a budget.',
    code: 'price_unknown',
    param: 'model',
  });
}

/** `key "ci"`, or its id where it has no name. */
export function describeSubject({ subject, subjectId, subjectName }: BudgetTerms): string {
  return `${subject} "${subjectName ?? subjectId}"`;
}

/** Exact, without the zeros at the end: `$0.000001`. */
function formatUsd(nanoUsd: number): string {
  const digits = String(nanoUsd).padStart(NANO_USD_DIGITS + 1, '0');
  const text = `${digits.slice(0, -NANO_USD_DIGITS)}.${digits.slice(-NANO_USD_DIGITS)}`;
  return `$${text.replace(/\.?0+$/, '')}`;
}

function describeTurn({ budget, window }: Refusal): string {
  if (isForEver(window)) return 'This budget does not begin anew: ask whoever gave out the key.';
  const end = new Date(window.endMs).toISOString().replace('.000Z', 'Z');
  return `The budget of ${budget.duration} begins anew at ${end}.`;
}

function secondsToTurn(window: Refusal['window'], nowMs: number): number | undefined {
  return isForEver(window) ? undefined : Math.max(1, Math.ceil((window.endMs - nowMs) / 1000));
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
