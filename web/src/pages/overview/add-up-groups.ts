import { type SummaryGroup, tokensOf } from './summary.js';

/** What one model, team or key was used for. */
export interface SubjectUse {
  /** Any of its groups: all have its names. */
  subject: SummaryGroup;
  requests: number;
  failedRequests: number;
  tokens: number;
  costUsd: number;
}

/** One use for each model, team or key, be the groups of single hours or not; the dearest first. */
export function addUpGroups(groups: readonly SummaryGroup[], by: string): SubjectUse[] {
  const uses = new Map<string, SubjectUse>();
  for (const group of groups) {
    const id = identityOf(group, by);
    uses.set(id, sumOf(uses.get(id), group));
  }
  return [...uses.values()].sort(
    (one, other) => other.costUsd - one.costUsd || other.requests - one.requests,
  );
}

function identityOf({ model, team_id, key_id }: SummaryGroup, by: string): string {
  return ({ model, team: team_id, key: key_id } as Record<string, string | null | undefined>)[by] ?? '';
}

function sumOf(known: SubjectUse | undefined, group: SummaryGroup): SubjectUse {
  return {
    subject: group,
    requests: (known?.requests ?? 0) + group.requests,
    failedRequests: (known?.failedRequests ?? 0) + group.failed_requests,
    tokens: (known?.tokens ?? 0) + tokensOf(group),
    costUsd: (known?.costUsd ?? 0) + group.cost_usd,
  };
}
