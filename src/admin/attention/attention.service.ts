import { Injectable } from '@nestjs/common';

import { type AdminActor, teamScopeOf } from '../../access/admin-actor.js';
import { DeploymentsAdminService } from '../../routing/deployments/deployments-admin.service.js';
import type { BudgetSubject, BudgetTerms } from '../../usage/attempt-terms.js';
import { UsageService } from '../../usage/usage.service.js';
import { type AttentionItem, bySeverity } from './attention-item.js';
import { AttentionRepository } from './attention.repository.js';
import { budgetItems, budgetTermsOf } from './budget-items.js';
import { deploymentItems } from './deployment-items.js';

const SUBJECTS: readonly BudgetSubject[] = ['key', 'team', 'user'];
/** However many look at the console, the sums of all budgets are asked for no more often. */
const CANDIDATES_KEPT_MS = 5_000;
const MOST_DEPLOYMENTS = 10_000;

interface Candidates {
  atMs: number;
  terms: Promise<BudgetTerms[]>;
}

/** What whoever runs the gateway should look at. */
@Injectable()
export class AttentionService {
  private everybodys: Candidates | undefined;

  constructor(
    private readonly repository: AttentionRepository,
    private readonly usage: UsageService,
    private readonly deployments: DeploymentsAdminService,
  ) {}

  /** What is critical first. A team admin is told of its own team, its users and its keys. */
  async items(actor: AdminActor): Promise<AttentionItem[]> {
    const teamScope = teamScopeOf(actor);
    const terms = await this.candidates(teamScope);
    const figures = terms.length === 0 ? [] : await this.usage.spendOf(terms, Date.now());
    const ofDeployments = teamScope === undefined ? await this.ofDeployments() : [];
    return bySeverity([...budgetItems(figures), ...ofDeployments]);
  }

  private async ofDeployments(): Promise<AttentionItem[]> {
    const { items } = await this.deployments.list({}, { limit: MOST_DEPLOYMENTS });
    return deploymentItems(items, Date.now());
  }

  private candidates(teamScope: string | undefined): Promise<BudgetTerms[]> {
    if (teamScope !== undefined) return this.find(teamScope);
    const now = performance.now();
    if (this.everybodys === undefined || now - this.everybodys.atMs >= CANDIDATES_KEPT_MS) {
      const terms = this.find(undefined);
      this.everybodys = { atMs: now, terms };
      terms.catch(() => (this.everybodys = undefined));
    }
    return this.everybodys.terms;
  }

  private async find(teamScope: string | undefined): Promise<BudgetTerms[]> {
    const found = await Promise.all(
      SUBJECTS.map(async (subject) => {
        const near = await this.repository.nearBudgets(subject, teamScope);
        return near.flatMap((one) => budgetTermsOf(subject, one));
      }),
    );
    return found.flat();
  }
}
