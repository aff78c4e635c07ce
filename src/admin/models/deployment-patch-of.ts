import { PRICE_KEYS } from '../../config/file/config-rows.js';
import type { Secret } from '../../config/secret.js';
import { apiBase } from '../../config/values/address-kinds.js';
import { extraHeaderValue, problemOfHeaderName } from '../../config/values/extra-header.js';
import { type ModelReference, modelReference } from '../../config/values/model-reference.js';
import type { ScalarKind } from '../../config/values/scalar-kind.js';
import { credential } from '../../config/values/secret-kinds.js';
import { InvalidRequestError } from '../../errors/gateway-error.js';
import type { DeploymentPatch } from '../../routing/deployments/apply-deployment-patch.js';
import type { NewDeployment } from '../../routing/deployments/draft-deployment.js';
import { definedOnly } from '../http/defined-only.js';
import type { ModelBody, ParamsBody } from './models.dto.js';

/**
 * What a checked body sets on a deployment.
 *
 * @throws InvalidRequestError when it says something twice, or names a header that is not for it to set.
 */
export function deploymentPatchOf(body: ModelBody): DeploymentPatch {
  const { model_name, params } = flatten(body);
  return definedOnly({
    modelName: model_name?.trim(),
    reference: referenceOf(params.model),
    auth: params.auth,
    apiKey: secretOf(params.api_key),
    apiBase: typeof params.api_base === 'string' ? valueOf(apiBase, params.api_base) : params.api_base,
    extraHeaders: headersOf(params.extra_headers),
    weight: params.weight === null ? 1 : params.weight,
    order: params.order === null ? 1 : params.order,
    rpm: params.rpm,
    tpm: params.tpm,
    timeoutMs: typeof params.timeout === 'number' ? Math.round(params.timeout * 1000) : params.timeout,
    maxTokens: params.max_tokens,
    dropParams: params.drop_params,
    prices: pricesOf(params),
  });
}

/**
 * The deployment that a checked body asks for.
 *
 * @throws InvalidRequestError also when its name or its model is missing.
 */
export function newDeploymentOf(body: ModelBody): NewDeployment {
  const { modelName, reference, ...patch } = deploymentPatchOf(body);
  if (modelName === undefined) throw invalid('model_name', '"model_name" is needed: what callers ask for.');
  if (reference !== undefined) return { ...patch, modelName, reference };
  throw invalid('model', `"model" is needed: ${modelReference.allowed}.`);
}

/** One body, whether its fields stood side by side or as in the file. */
function flatten({ model_name, litellm_params, model_info, ...own }: ModelBody): {
  model_name?: string;
  params: ParamsBody;
} {
  const nested = { ...definedOnly(litellm_params ?? {}), ...definedOnly(model_info ?? {}) };
  const twice = Object.keys(definedOnly(own)).find((name) => name in nested);
  if (twice !== undefined) throw invalid(twice, `"${twice}" is given twice; leave one out.`);
  return { model_name, params: { ...own, ...nested } };
}

function referenceOf(model: string | undefined): ModelReference | undefined {
  return model === undefined ? undefined : valueOf(modelReference, model);
}

function secretOf(apiKey: string | null | undefined): Secret | null | undefined {
  return typeof apiKey === 'string' ? valueOf(credential, apiKey) : apiKey;
}

function headersOf(headers: Record<string, string> | null | undefined): Record<string, string> | undefined {
  if (headers === undefined || headers === null) return headers === null ? {} : undefined;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => headerOf(name, value)));
}

function headerOf(name: string, value: string): [string, string] {
  const problem = problemOfHeaderName(name);
  const param = `extra_headers.${name.slice(0, 100)}`;
  if (problem !== undefined) throw invalid(param, `"${param}" ${problem}.`);
  const read = valueOf(extraHeaderValue, value);
  if (read === undefined) throw invalid(param, `"${param}" must be ${extraHeaderValue.allowed}.`);
  return [name.toLowerCase(), read];
}

function pricesOf(params: ParamsBody): DeploymentPatch['prices'] {
  const prices = definedOnly(Object.fromEntries(PRICE_KEYS.map((name) => [name, params[name]])));
  return Object.keys(prices).length === 0 ? undefined : prices;
}

function valueOf<T>(kind: ScalarKind<T>, value: string): T | undefined {
  const reading = kind.read(value);
  return 'value' in reading ? reading.value : undefined;
}

function invalid(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError({ param, message });
}
