import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';

import type { Subject } from './subject.js';

/** A number as its field holds it: empty for none. */
type NumberValue = number | string;

/** A further budget; the key tells the rows apart. */
interface BudgetValues {
  rowKey: string;
  max_budget: NumberValue;
  budget_duration: string;
}

interface AliasValues {
  rowKey: string;
  name: string;
  model: string;
}

/** What the fields of a form hold; each kind shows those that it has. */
export interface SubjectValues {
  name: string;
  email: string;
  team_id: string | null;
  user_id: string | null;
  models: string[];
  aliases: AliasValues[];
  max_budget: NumberValue;
  budget_duration: string;
  budget_limits: BudgetValues[];
  soft_budget: NumberValue;
  rpm_limit: NumberValue;
  tpm_limit: NumberValue;
  max_parallel_requests: NumberValue;
  /** Which of the two below holds. */
  expiry: 'never' | 'after' | 'at';
  duration: string;
  /** Local, as the field for times holds it. */
  expires_at: string;
  /** JSON. */
  metadata: string;
}

export type SubjectFormState = UseFormReturnType<SubjectValues>;

const DEFAULT_DURATION = '1mo';

/** What a form for something new begins with. */
export const NEW_SUBJECT: SubjectValues = {
  name: '',
  email: '',
  team_id: null,
  user_id: null,
  models: [],
  aliases: [],
  max_budget: '',
  budget_duration: DEFAULT_DURATION,
  budget_limits: [],
  soft_budget: '',
  rpm_limit: '',
  tpm_limit: '',
  max_parallel_requests: '',
  expiry: 'never',
  duration: '90d',
  expires_at: '',
  metadata: '',
};

/** What the form for something that is there begins with. */
export function valuesOf(subject: Subject): SubjectValues {
  return { ...NEW_SUBJECT, ...identityOf(subject), ...limitsOf(subject), ...expiryOf(subject) };
}

export function newBudgetRow(max_budget: NumberValue = '', budget_duration = '1d'): BudgetValues {
  return { rowKey: randomId(), max_budget, budget_duration };
}

export function newAliasRow(name = '', model = ''): AliasValues {
  return { rowKey: randomId(), name, model };
}

function identityOf({ name, email, team_id, user_id, models, aliases = {}, metadata }: Subject) {
  return {
    name: name ?? '',
    email: email ?? '',
    team_id: team_id ?? null,
    user_id: user_id ?? null,
    models,
    aliases: Object.entries(aliases).map(([alias, model]) => newAliasRow(alias, model)),
    metadata: Object.keys(metadata).length === 0 ? '' : JSON.stringify(metadata, undefined, 2),
  };
}

function limitsOf(subject: Subject) {
  const { max_budget, budget_duration, budget_limits, soft_budget } = subject;
  return {
    max_budget: max_budget ?? '',
    budget_duration: max_budget === null ? DEFAULT_DURATION : (budget_duration ?? ''),
    budget_limits: budget_limits.map((limit) => newBudgetRow(limit.max_budget, limit.budget_duration ?? '')),
    soft_budget: soft_budget ?? '',
    rpm_limit: subject.rpm_limit ?? '',
    tpm_limit: subject.tpm_limit ?? '',
    max_parallel_requests: subject.max_parallel_requests ?? '',
  };
}

function expiryOf({ expires_at }: Subject): Partial<SubjectValues> {
  if (!expires_at) return {};
  return { expiry: 'at', expires_at: localTimeOf(new Date(expires_at)) };
}

/** `2026-11-22T10:00`, as it is here. */
function localTimeOf(time: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}
