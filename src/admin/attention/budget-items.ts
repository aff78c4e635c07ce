import type { BudgetFigures, BudgetSubject, BudgetTerms } from '../../usage/attempt-terms.js';
import { budgetAnswer } from '../http/settings-answer.js';
import type { AttentionItem } from './attention-item.js';
import type { NearBudget } from './attention.repository.js';

/** The part of a budget, spent or held, from which it is pointed out. */
const NEAR = 0.8;

/** The budgets of a subject, as their figures are asked for. */
export function budgetTermsOf(
  subject: BudgetSubject,
  { id, name, budgets, createdAt }: NearBudget,
): BudgetTerms[] {
  return budgets.map(({ maxBudgetNanoUsd, duration }) => ({
    subject,
    subjectId: id,
    ...(name === null ? {} : { subjectName: name }),
    maxBudgetNanoUsd: Number(maxBudgetNanoUsd),
    ...(duration === undefined ? {} : { duration }),
    anchorMs: createdAt.getTime(),
  }));
}

/** One for each subject that is near one of its budgets or over it: the fullest. */
export function budgetItems(figures: readonly BudgetFigures[]): AttentionItem[] {
  const fullest = new Map<string, BudgetFigures>();
  for (const one of figures) {
    const { subjectId } = one.budget;
    const known = fullest.get(subjectId);
    if (shareOf(one) >= NEAR && (known === undefined || shareOf(one) > shareOf(known))) {
      fullest.set(subjectId, one);
    }
  }
  return [...fullest.values()].map(budgetItem);
}

function budgetItem(figures: BudgetFigures): AttentionItem {
  const { subject, subjectId, subjectName } = figures.budget;
  const share = shareOf(figures);
  const name = subjectName ?? subjectId;
  const isFull = share >= 1;
  const state = isFull ? 'used up' : `used to ${Math.floor(share * 100)} %`;
  return {
    kind: `${subject}_near_budget`,
    severity: isFull ? 'critical' : 'warning',
    subject: { type: subject, id: subjectId, name },
    message: `The budget of the ${subject} "${name}" is ${state}.`,
    details: { ...budgetAnswer(figures), share: Math.round(share * 10_000) / 10_000 },
  };
}

function shareOf({ budget, spentNanoUsd, reservedNanoUsd }: BudgetFigures): number {
  return budget.maxBudgetNanoUsd === 0 ? 0 : (spentNanoUsd + reservedNanoUsd) / budget.maxBudgetNanoUsd;
}
