import type { GrantSubject, KeyGrant, SubjectBudget, SubjectLimits } from './key-grant.js';

/** What a row of keys, teams and users has in common, as PostgreSQL writes it in JSON. */
interface SubjectRow {
  id: string;
  name: string | null;
  models: string[] | null;
  budgets: { maxBudgetNanoUsd: string; duration?: string; isFurther?: boolean }[];
  soft_budget_nano_usd: number | null;
  rpm_limit: number | null;
  tpm_limit: number | null;
  max_parallel_requests: number | null;
  is_blocked: boolean;
  created_at: string;
}

interface KeyRow extends SubjectRow {
  user_id: string | null;
  aliases: Record<string, string>;
  expires_at: string | null;
  previous_expires_at: string | null;
}

/** A key with its user and its team. */
export interface GrantRow {
  key: KeyRow;
  team: SubjectRow | null;
  user: SubjectRow | null;
  /** Found by the secret that it has now, not by the one before a rotation. */
  isCurrent: boolean;
}

interface NamedSubject {
  subject: GrantSubject;
  row: SubjectRow;
}

/** What the request path knows of a key, from what the database holds. */
export function toKeyGrant({ key, team, user, isCurrent }: GrantRow): KeyGrant {
  const subjects = subjectsOf({ key, team, user });
  return {
    keyId: key.id,
    name: key.name ?? undefined,
    userId: key.user_id ?? undefined,
    teamId: team?.id,
    models: key.models ?? [],
    teamModels: team?.models ?? [],
    userModels: user?.models ?? [],
    aliases: new Map(Object.entries(key.aliases)),
    expiresAtMs: timeOf(key.expires_at),
    graceEndsAtMs: isCurrent ? undefined : timeOf(key.previous_expires_at),
    blockedSubject: subjects.find(({ row }) => row.is_blocked)?.subject,
    limits: subjects.flatMap(limitsOf),
    budgets: subjects.flatMap(budgetsOf),
    softBudgets: subjects.flatMap(softBudgetsOf),
  };
}

function subjectsOf({ key, team, user }: Pick<GrantRow, 'key' | 'team' | 'user'>): NamedSubject[] {
  const subjects: NamedSubject[] = [{ subject: 'key', row: key }];
  if (team !== null) subjects.push({ subject: 'team', row: team });
  if (user !== null) subjects.push({ subject: 'user', row: user });
  return subjects;
}

function limitsOf(named: NamedSubject): SubjectLimits[] {
  const { rpm_limit: rpm, tpm_limit: tpm, max_parallel_requests: parallel } = named.row;
  if (rpm === null && tpm === null && parallel === null) return [];
  const limits = { rpm: rpm ?? undefined, tpm: tpm ?? undefined, maxParallelRequests: parallel ?? undefined };
  return [{ ...identityOf(named), ...limits }];
}

function budgetsOf(named: NamedSubject): SubjectBudget[] {
  return named.row.budgets.map(({ maxBudgetNanoUsd, duration }) => ({
    ...identityOf(named),
    maxBudgetNanoUsd: Number(maxBudgetNanoUsd),
    duration,
    anchorMs: Date.parse(named.row.created_at),
  }));
}

/** It has the window that `budget_duration` gives to the hard budget beside it. */
function softBudgetsOf(named: NamedSubject): SubjectBudget[] {
  const { soft_budget_nano_usd: maxBudgetNanoUsd, budgets, created_at: createdAt } = named.row;
  if (maxBudgetNanoUsd === null) return [];
  const duration = budgets.find(({ isFurther }) => isFurther !== true)?.duration;
  return [{ ...identityOf(named), maxBudgetNanoUsd, duration, anchorMs: Date.parse(createdAt) }];
}

function identityOf({
  subject,
  row,
}: NamedSubject): Pick<SubjectLimits, 'subject' | 'subjectId' | 'subjectName'> {
  return { subject, subjectId: row.id, subjectName: row.name ?? undefined };
}

function timeOf(text: string | null): number | undefined {
  return text === null ? undefined : Date.parse(text);
}
