import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';

import { type Deployment, upstreamModelOf } from './deployment.js';
import { PRICES, perMillion, type PriceName } from './prices.js';
import { type WayName, wayOf } from './ways.js';

/** A number as its field holds it: empty for none. */
type NumberValue = number | string;

interface HeaderValues {
  /** Tells the rows apart. */
  rowKey: string;
  name: string;
  value: string;
}

/** What the fields of the form hold, by the API's names where it has one. */
export interface DeploymentValues extends Record<PriceName, NumberValue> {
  way: WayName;
  model: string;
  model_name: string;
  api_key: string;
  /** The one to test with, of those that a wildcard stands for. */
  test_model: string;
  api_base: string;
  extra_headers: HeaderValues[];
  /** Whether they go in place of those that are kept; their values are never shown. */
  replaces_headers: boolean;
  order: NumberValue;
  weight: NumberValue;
  rpm: NumberValue;
  tpm: NumberValue;
  timeout: NumberValue;
  max_tokens: NumberValue;
  drop_params: '' | 'yes' | 'no';
}

export type DeploymentForm = UseFormReturnType<DeploymentValues>;

/** What the form for a new one begins with. */
export const NEW_DEPLOYMENT: DeploymentValues = {
  way: 'subscription',
  model: '',
  model_name: '',
  api_key: '',
  test_model: '',
  api_base: '',
  extra_headers: [],
  replaces_headers: true,
  order: '',
  weight: '',
  rpm: '',
  tpm: '',
  timeout: '',
  max_tokens: '',
  drop_params: '',
  ...priceValues(() => null),
};

/** What the form for one that is there begins with. */
export function valuesOf(deployment: Deployment): DeploymentValues {
  const { model_name, api_base, order, weight, rpm, tpm, timeout, max_tokens, drop_params } = deployment;
  return {
    ...NEW_DEPLOYMENT,
    way: wayOf(deployment),
    model: upstreamModelOf(deployment),
    model_name,
    api_base: api_base ?? '',
    replaces_headers: deployment.extra_header_names.length === 0,
    order,
    weight,
    rpm: rpm ?? '',
    tpm: tpm ?? '',
    timeout: timeout ?? '',
    max_tokens: max_tokens ?? '',
    drop_params: drop_params === null ? '' : drop_params ? 'yes' : 'no',
    ...priceValues((name) => deployment[name]),
  };
}

export function newHeaderRow(): HeaderValues {
  return { rowKey: randomId(), name: '', value: '' };
}

function priceValues(priceOf: (name: PriceName) => number | null): Record<PriceName, NumberValue> {
  const values = PRICES.map(({ name }) => {
    const price = priceOf(name);
    return [name, price === null ? '' : perMillion(price)];
  });
  return Object.fromEntries(values) as Record<PriceName, NumberValue>;
}
