import { Injectable } from '@nestjs/common';

import type { SubjectSettings } from '../keys/subject-settings.js';
import type { BudgetFigures, BudgetSubject, BudgetTerms } from '../usage/attempt-terms.js';
import { UsageService } from '../usage/usage.service.js';
import type { SpendFigure } from './http/settings-answer.js';

type Subject = Pick<SubjectSettings, 'budgets'> & { id: string; createdAt: Date };

const NOTHING_SPENT: SpendFigure = { spentNanoUsd: 0, budgets: [] };

/** Present spend of keys, teams and users, for the answers of the admin API. */
@Injectable()
export class SpendFigures {
  constructor(private readonly usage: UsageService) {}

  /** The spend of each subject in the window of its first budget, or ever, and that of all its budgets; by id. */
  async of(kind: BudgetSubject, subjects: readonly Subject[]): Promise<(id: string) => SpendFigure> {
    const terms = subjects.flatMap((subject) => termsOf(kind, subject));
    const figures = await this.usage.spendOf(terms, Date.now());
    const byId = new Map<string, BudgetFigures[]>(subjects.map(({ id }) => [id, []]));
    for (const figure of figures) byId.get(figure.budget.subjectId)?.push(figure);
    const found = new Map(
      subjects.map(({ id, budgets }) => [id, spendFigureOf(byId.get(id) ?? [], budgets.length)]),
    );
    return (id) => found.get(id) ?? NOTHING_SPENT;
  }
}

/** A subject without a budget is asked for as if it had one for ever. */
function termsOf(subject: BudgetSubject, { id, budgets, createdAt }: Subject): BudgetTerms[] {
  const asked = budgets.length === 0 ? [{ maxBudgetNanoUsd: 0 }] : budgets;
  return asked.map(({ maxBudgetNanoUsd, duration }) => ({
    subject,
    subjectId: id,
    maxBudgetNanoUsd,
    ...(duration === undefined ? {} : { duration }),
    anchorMs: createdAt.getTime(),
  }));
}

function spendFigureOf(figures: readonly BudgetFigures[], budgetCount: number): SpendFigure {
  const [first] = figures;
  return {
    spentNanoUsd: first?.spentNanoUsd ?? 0,
    ...(first?.windowEndMs === undefined ? {} : { resetsAtMs: first.windowEndMs }),
    budgets: figures.slice(0, budgetCount),
  };
}
