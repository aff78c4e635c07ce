import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';

import { UPSTREAM_AUTHS } from '../../config/gateway-config.js';
import { apiBase } from '../../config/values/address-kinds.js';
import { modelReference } from '../../config/values/model-reference.js';
import type { ScalarKind } from '../../config/values/scalar-kind.js';
import { credential } from '../../config/values/secret-kinds.js';
import type { PriceOverride } from '../../pricing/model-price.js';
import { PROVIDER_NAMES } from '../../providers/provider-defaults.js';
import {
  DEPLOYMENT_HEALTHS,
  DEPLOYMENT_SOURCES,
  type DeploymentFilter,
  type DeploymentHealth,
  type DeploymentSource,
} from '../../routing/deployments/deployment-view.js';
import { definedOnly } from '../http/defined-only.js';
import { Count, Name, OneOf, Optional, OrNull, Rule, Text } from '../http/field.decorator.js';
import { PageQuery } from '../http/page.dto.js';

const MAX_HEADERS = 50;
const MAX_SECRET_LENGTH = 8192;
const MAX_TEXT_LENGTH = 200;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const MAX_SECONDS = 2_147_483;
const REFERENCE_PREFIX = 'os.environ/';

type Prices = { [Price in keyof PriceOverride]?: number | null };

const DollarsPerToken = (): PropertyDecorator =>
  Rule(
    'dollars-per-token',
    (value) => isNumberFrom(0, 1, value),
    'must be US dollars for one token, from 0 to 1',
  );

/** What a price list may say of a deployment's model. */
export class PricesBody implements Prices {
  @OrNull()
  @DollarsPerToken()
  input_cost_per_token?: number | null;

  @OrNull()
  @DollarsPerToken()
  output_cost_per_token?: number | null;

  @OrNull()
  @DollarsPerToken()
  cache_creation_input_token_cost?: number | null;

  @OrNull()
  @DollarsPerToken()
  cache_creation_input_token_cost_above_1hr?: number | null;

  @OrNull()
  @DollarsPerToken()
  cache_read_input_token_cost?: number | null;
}

/** How upstream is called, as `litellm_params` of the configuration file has it. */
export class ParamsBody extends PricesBody {
  @Optional()
  @Rule('model', (value) => reads(modelReference, value), `must be ${modelReference.allowed}`)
  model?: string;

  @Optional()
  @OneOf(...UPSTREAM_AUTHS)
  auth?: (typeof UPSTREAM_AUTHS)[number];

  @OrNull()
  @Rule(
    'credential',
    isCredential,
    `must be the credential itself, of at most ${MAX_SECRET_LENGTH} printable ASCII characters without spaces; ${REFERENCE_PREFIX}NAME is for the configuration file`,
  )
  api_key?: string | null;

  @OrNull()
  @Rule('api-base', (value) => reads(apiBase, value), `must be ${apiBase.allowed}`)
  api_base?: string | null;

  @OrNull()
  @Rule('headers', isHeaderObject, `must be an object of at most ${MAX_HEADERS} header names with texts`)
  extra_headers?: Record<string, string> | null;

  @OrNull()
  @Count()
  rpm?: number | null;

  @OrNull()
  @Count()
  tpm?: number | null;

  @OrNull()
  @Rule('weight', (value) => isNumberFrom(0, Number.MAX_VALUE, value), 'must be a number, 0 or more')
  weight?: number | null;

  @OrNull()
  @Rule(
    'order',
    (value) => Number.isInteger(value) && isNumberFrom(0, 1_000_000, value),
    'must be a whole number, 0 to 1000000',
  )
  order?: number | null;

  @OrNull()
  @Rule(
    'seconds',
    (value) => isNumberFrom(0.001, MAX_SECONDS, value),
    `must be seconds, from 0.001 to ${MAX_SECONDS}`,
  )
  timeout?: number | null;

  @OrNull()
  @Count()
  max_tokens?: number | null;

  @OrNull()
  @Rule('boolean', (value) => typeof value === 'boolean', 'must be true or false')
  drop_params?: boolean | null;
}

/** What is set on a deployment, new or not: flat, or as an entry of the file's `model_list`. Null resets a field. */
export class ModelBody extends ParamsBody {
  @Optional()
  @Name()
  model_name?: string;

  /** Instead of the same fields beside `model_name`. */
  @Optional()
  @ValidateNested({ message: 'must be an object' })
  @Type(() => ParamsBody)
  litellm_params?: ParamsBody;

  /** Instead of the same fields beside `model_name`. */
  @Optional()
  @ValidateNested({ message: 'must be an object' })
  @Type(() => PricesBody)
  model_info?: PricesBody;
}

export class NewModelTestBody extends ModelBody {
  /** Of the names that a wildcard stands for, the one to ask for. */
  @Optional()
  @Name()
  test_model?: string;
}

export class ModelTestBody {
  /** Of the names that a wildcard stands for, the one to ask for. */
  @Optional()
  @Name()
  model?: string;
}

export class ModelsQuery extends PageQuery {
  @Optional()
  @Text()
  model_name?: string;

  @Optional()
  @OneOf(...PROVIDER_NAMES)
  provider?: string;

  @Optional()
  @OneOf(...DEPLOYMENT_SOURCES)
  source?: DeploymentSource;

  @Optional()
  @OneOf(...DEPLOYMENT_HEALTHS)
  health?: DeploymentHealth;

  @Optional()
  @Text()
  search?: string;
}

/** The deployments that a checked query asks for. */
export function deploymentFilterOf(query: ModelsQuery): DeploymentFilter {
  const { model_name, provider, source, health, search } = query;
  return definedOnly({ modelName: model_name, provider, source, health, search });
}

function reads(kind: ScalarKind<unknown>, value: unknown, longest = MAX_TEXT_LENGTH): boolean {
  if (typeof value !== 'string' || value.length > longest) return false;
  return PRINTABLE_ASCII.test(value) && 'value' in kind.read(value);
}

function isCredential(value: unknown): boolean {
  if (!reads(credential, value, MAX_SECRET_LENGTH)) return false;
  return !(value as string).trim().startsWith(REFERENCE_PREFIX);
}

function isHeaderObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const texts = Object.values(value);
  return (
    texts.length <= MAX_HEADERS &&
    texts.every((text) => typeof text === 'string' && text.length <= MAX_SECRET_LENGTH)
  );
}

function isNumberFrom(least: number, most: number, value: unknown): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
