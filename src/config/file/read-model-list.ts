import type { PriceOverride } from '../../pricing/model-price.js';
import { fillsWildcards } from '../model-pattern.js';
import type { DeploymentDraft } from '../name-deployments.js';
import { Secret } from '../secret.js';
import type { ConfigNode } from '../yaml/config-node.js';
import { MODEL_INFO_ROWS, MODEL_ROWS, PARAMS_ROWS, PRICE_KEYS } from './config-rows.js';
import { chooseCredential } from './choose-credential.js';
import type { ModelEntry, ModelListContext } from './model-entry.js';
import { readSection } from './read-section.js';
import { itemsOf } from './value-readers.js';

/** The deployments of `model_list`, in its order; an entry with something wrong is left out and told of. */
export function readModelList(list: ConfigNode, context: ModelListContext): DeploymentDraft[] {
  const items = itemsOf(list, context);
  if (items.length === 0) {
    context.problems.warn(
      `${list.location}: model_list has no entries; no model is served until one is added.`,
    );
  }
  return items.flatMap((item) => {
    const entry = readEntry(item, context);
    return entry === undefined ? [] : draftDeployment(entry, context);
  });
}

function readEntry(node: ConfigNode, context: ModelListContext): ModelEntry | undefined {
  const errorsBefore = context.problems.errors.length;
  const model = readSection(node, MODEL_ROWS, context);
  const params = readSection((model.litellm_params ?? model.params)?.node, PARAMS_ROWS, context);
  const info = readSection(model.model_info?.node, MODEL_INFO_ROWS, context);
  if (model.litellm_params !== undefined && model.params !== undefined) {
    context.problems.error(`${node.location}: ${node.path} has both litellm_params and params; keep one.`);
  }
  if (context.problems.errors.length > errorsBefore) return undefined;
  const modelName = model.model_name?.value;
  const reference = params.model?.value;
  if (modelName !== undefined && reference !== undefined) return { node, modelName, reference, params, info };
  reportMissing({ node, modelName }, context);
  return undefined;
}

function reportMissing(
  { node, modelName }: { node: ConfigNode; modelName: string | undefined },
  { problems }: ModelListContext,
): void {
  const [missing, example] =
    modelName === undefined
      ? ['model_name', 'model_name: claude-sonnet-4-5']
      : ['litellm_params.model', 'model: claude_code_native/claude-sonnet-4-5'];
  problems.error(`${node.location}: ${node.path} has no ${missing}; add one, such as ${example}.`);
}

function draftDeployment(entry: ModelEntry, context: ModelListContext): DeploymentDraft[] {
  const { params, reference, modelName } = entry;
  const signing = chooseCredential(entry, context);
  if (signing === undefined || !hasMatchingWildcards(entry, context)) return [];
  const settings = {
    modelName,
    ...reference,
    ...signing.settings,
    apiBase: params.api_base?.value ?? context.upstreams[reference.provider].apiBase,
    ...capacityOf(params),
    extraHeaders: new Secret(params.extra_headers?.value ?? {}),
    dropParams: params.drop_params?.value,
    priceOverride: priceOverrideOf(params, entry.info),
  };
  return [{ settings, credentialOrigin: signing.origin, givenId: entry.info.id }];
}

function capacityOf(params: ModelEntry['params']) {
  return {
    weight: params.weight?.value ?? 1,
    order: params.order?.value ?? 1,
    rpm: params.rpm?.value,
    tpm: params.tpm?.value,
    timeoutMs: params.timeout?.value,
    maxTokens: params.max_tokens?.value,
  };
}

/** A `*` in what upstream is asked for has to be filled from what the caller asks for. */
function hasMatchingWildcards(entry: ModelEntry, { problems }: ModelListContext): boolean {
  const { modelName, reference, params } = entry;
  if (fillsWildcards(modelName, reference.model)) return true;
  const place = params.model?.node ?? entry.node;
  problems.error(
    `${place.location}: ${place.path} has a * that model_name "${modelName}" does not fill; put a * into model_name too, or name one model.`,
  );
  return false;
}

/** LiteLLM takes prices in either place; `model_info` wins. */
function priceOverrideOf(params: ModelEntry['params'], info: ModelEntry['info']): PriceOverride | undefined {
  const prices = Object.fromEntries(
    PRICE_KEYS.flatMap((key) => {
      const price = (info[key] ?? params[key])?.value;
      return price === undefined ? [] : [[key, price]];
    }),
  );
  return Object.keys(prices).length === 0 ? undefined : prices;
}
