import type { FormErrors } from '@mantine/form';

import { type DeploymentValues, NEW_DEPLOYMENT } from './deployment-values.js';
import { PRICES } from './prices.js';

/** The fields of each folded part of the form. */
const FIELDS: Readonly<Record<string, readonly (keyof DeploymentValues)[]>> = {
  address: ['api_base', 'extra_headers'],
  share: ['order', 'weight'],
  limits: ['rpm', 'tpm', 'timeout', 'max_tokens', 'drop_params'],
  prices: PRICES.map(({ name }) => name),
};

/** The parts in which something is set. */
export function openSectionsOf(values: DeploymentValues): string[] {
  return sectionsWith((field) => JSON.stringify(values[field]) !== JSON.stringify(NEW_DEPLOYMENT[field]));
}

/** The parts in which something is wrong. */
export function sectionsWithErrors(errors: FormErrors): string[] {
  return sectionsWith((field) => field in errors);
}

function sectionsWith(holds: (field: keyof DeploymentValues) => boolean): string[] {
  return Object.entries(FIELDS).flatMap(([section, fields]) => (fields.some(holds) ? [section] : []));
}
