import { changedFields } from '../../components/changed-fields.js';
import type { Kind } from '../../components/subject-kinds.js';
import type { SubjectValues } from './subject-values.js';

/** What the API takes for a key, a team or a user; null resets a field. */
export interface SubjectBody {
  name?: string | null;
  email?: string | null;
  team_id?: string | null;
  user_id?: string | null;
  models?: string[];
  aliases?: Record<string, string>;
  max_budget?: number | null;
  budget_duration?: string | null;
  budget_limits?: { max_budget: number; budget_duration: string | null }[];
  soft_budget?: number | null;
  rpm_limit?: number | null;
  tpm_limit?: number | null;
  max_parallel_requests?: number | null;
  expires_at?: string | null;
  duration?: string | null;
  metadata?: Record<string, unknown>;
}

/** That of something which cannot be without a name. */
export type NamedBody = SubjectBody & { name: string };

type Values = SubjectValues;

/** What each kind has beside the settings of all. */
const OWN_FIELDS: Readonly<Record<Kind, (values: Values) => SubjectBody>> = {
  key: (values) => ({
    name: values.name.trim() || null,
    team_id: values.team_id,
    user_id: values.user_id,
    aliases: aliasesOf(values),
    ...expiryOf(values),
  }),
  team: ({ name }) => ({ name: name.trim() }),
  user: ({ name, email, team_id }) => ({ name: name.trim(), email: email.trim() || null, team_id }),
};

/** All that a form says of something new. */
export function bodyOf(kind: Kind, values: Values): SubjectBody {
  return { ...OWN_FIELDS[kind](values), ...settingsOf(values) };
}

/** What a form says otherwise than before. */
export function changedBodyOf(kind: Kind, before: Values, after: Values): SubjectBody {
  return changedFields(bodyOf(kind, before), bodyOf(kind, after));
}

function settingsOf(values: Values): SubjectBody {
  const maxBudget = numberOf(values.max_budget);
  return {
    models: values.models,
    max_budget: maxBudget,
    budget_duration: maxBudget === null ? null : textOf(values.budget_duration),
    budget_limits: values.budget_limits.map(({ max_budget, budget_duration }) => ({
      // What is no number is the API's to refuse, in words that name the field.
      max_budget: numberOf(max_budget) as number,
      budget_duration: textOf(budget_duration),
    })),
    soft_budget: numberOf(values.soft_budget),
    rpm_limit: numberOf(values.rpm_limit),
    tpm_limit: numberOf(values.tpm_limit),
    max_parallel_requests: numberOf(values.max_parallel_requests),
    metadata: values.metadata.trim() === '' ? {} : (JSON.parse(values.metadata) as Record<string, unknown>),
  };
}

function aliasesOf({ aliases }: Values): Record<string, string> {
  const named = aliases.filter(({ name, model }) => name.trim() !== '' || model.trim() !== '');
  return Object.fromEntries(named.map(({ name, model }) => [name.trim(), model.trim()]));
}

function expiryOf({ expiry, duration, expires_at }: Values): SubjectBody {
  if (expiry === 'never') return { expires_at: null };
  if (expiry === 'after') return { duration: duration.trim() };
  return {
    expires_at: Number.isNaN(Date.parse(expires_at)) ? expires_at : new Date(expires_at).toISOString(),
  };
}

function numberOf(value: number | string): number | null {
  return value === '' ? null : Number(value);
}

function textOf(value: string): string | null {
  return value.trim() || null;
}
