import { Injectable } from '@nestjs/common';

import type { SubjectSettings } from '../keys/subject-settings.js';
import type { BudgetSubject, BudgetTerms } from '../usage/attempt-terms.js';
import { UsageService } from '../usage/usage.service.js';
import type { SpendFigure } from './http/settings-answer.js';

type Subject = Pick<SubjectSettings, 'budgets'> & { id: string; createdAt: Date };

const NOTHING_SPENT: SpendFigure = { spentNanoUsd: 0 };

/** Present spend of keys, teams and users, for the answers of the admin API. */
@Injectable()
export class SpendFigures {
  constructor(private readonly usage: UsageService) {}

  /** The spend of each subject in the window of its first budget, or ever; by id. */
  async of(kind: BudgetSubject, subjects: readonly Subject[]): Promise<(id: string) => SpendFigure> {
    const terms = subjects.map((subject) => termsOf(kind, subject));
    const figures = await this.usage.spendOf(terms, Date.now());
    const byId = new Map(
      figures.map(({ budget, spentNanoUsd, windowEndMs }) => [
        budget.subjectId,
        { spentNanoUsd, ...(windowEndMs === undefined ? {} : { resetsAtMs: windowEndMs }) },
      ]),
    );
    return (id) => byId.get(id) ?? NOTHING_SPENT;
  }
}

/** A subject without a budget is asked for as if it had one for ever. */
function termsOf(subject: BudgetSubject, { id, budgets: [first], createdAt }: Subject): BudgetTerms {
  return {
    subject,
    subjectId: id,
    maxBudgetNanoUsd: first?.maxBudgetNanoUsd ?? 0,
    ...(first?.duration === undefined ? {} : { duration: first.duration }),
    anchorMs: createdAt.getTime(),
  };
}
