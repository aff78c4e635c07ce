import type { paths } from '../../api/schema.js';
import { changedFields } from '../../components/changed-fields.js';
import type { DeploymentValues } from './deployment-values.js';
import { PRICES, perToken } from './prices.js';
import { WAYS } from './ways.js';

/** What the API takes for a deployment; null resets a field. */
export type DeploymentBody = NonNullable<
  paths['/admin/models']['post']['requestBody']
>['content']['application/json'];

const DROPS: Readonly<Record<DeploymentValues['drop_params'], boolean | null>> = {
  '': null,
  yes: true,
  no: false,
};

/** All that the form says of a deployment. */
export function bodyOf(values: DeploymentValues): DeploymentBody {
  const { provider, auth, credential } = WAYS[values.way];
  const apiKey = values.api_key.trim();
  return {
    model_name: values.model_name.trim(),
    model: `${provider}/${values.model.trim()}`,
    auth,
    ...(apiKey !== '' && credential !== undefined && { api_key: apiKey }),
    api_base: values.api_base.trim() || null,
    ...(values.replaces_headers && { extra_headers: headersOf(values) }),
    order: numberOf(values.order),
    weight: numberOf(values.weight),
    rpm: numberOf(values.rpm),
    tpm: numberOf(values.tpm),
    timeout: numberOf(values.timeout),
    max_tokens: numberOf(values.max_tokens),
    drop_params: DROPS[values.drop_params],
    ...Object.fromEntries(PRICES.map(({ name }) => [name, priceOf(values[name])])),
  };
}

/** What the form says otherwise than before. */
export function changedBodyOf(before: DeploymentValues, after: DeploymentValues): DeploymentBody {
  return changedFields(bodyOf(before), bodyOf(after));
}

function headersOf({ extra_headers }: DeploymentValues): Record<string, string> | null {
  const named = extra_headers.filter(({ name, value }) => name.trim() !== '' || value.trim() !== '');
  if (named.length === 0) return null;
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), value.trim()]));
}

function numberOf(value: number | string): number | null {
  return value === '' ? null : Number(value);
}

function priceOf(perMillionTokens: number | string): number | null {
  return perMillionTokens === '' ? null : perToken(Number(perMillionTokens));
}
