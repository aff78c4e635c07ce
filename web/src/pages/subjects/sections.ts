import type { FormErrors } from '@mantine/form';

import type { SubjectValues } from './subject-values.js';

/** The fields of each folded part of the form. */
const FIELDS: Readonly<Record<string, readonly (keyof SubjectValues)[]>> = {
  limits: ['rpm_limit', 'tpm_limit', 'max_parallel_requests'],
  budgets: ['soft_budget', 'budget_limits'],
  aliases: ['aliases'],
  metadata: ['metadata'],
};

/** The parts in which something is set. */
export function openSectionsOf(values: SubjectValues): string[] {
  return sectionsWith((field) => !isEmpty(values[field]));
}

/** The parts in which something is wrong. */
export function sectionsWithErrors(errors: FormErrors): string[] {
  const wrong = new Set(Object.keys(errors).map((path) => path.split('.')[0]));
  return sectionsWith((field) => wrong.has(field));
}

function sectionsWith(holds: (field: keyof SubjectValues) => boolean): string[] {
  return Object.entries(FIELDS).flatMap(([section, fields]) => (fields.some(holds) ? [section] : []));
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}
