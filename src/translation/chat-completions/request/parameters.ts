import type { JsonObject } from '../../wire/openai-chat.js';
import { betasOfField } from './betas.js';
import {
  hasText,
  invalid,
  readBoolean,
  readNonEmptyString,
  readObject,
  readOptional,
  readString,
} from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

/** Gives the fields that a parameter becomes. It never sees null, which OpenAI's API takes for absent. */
type ParameterConverter = (value: unknown, context: ParameterContext) => JsonObject;

interface ParameterContext {
  name: string;
  request: JsonObject;
  notes: TranslationNotes;
}

/** Read together with others by a converter of its own, in the order of `translateRequest`. */
const convertedElsewhere: ParameterConverter = () => ({});

/** Every OpenAI parameter and what becomes of it. A parameter without a row goes up as it is. */
const PARAMETERS: ReadonlyMap<string, ParameterConverter> = new Map([
  ['model', convertedElsewhere],
  ['messages', convertedElsewhere],
  ['system', convertedElsewhere],
  ['tools', convertedElsewhere],
  ['functions', convertedElsewhere],
  ['mcp_servers', convertedElsewhere],
  ['web_search_options', convertedElsewhere],
  ['tool_choice', convertedElsewhere],
  ['function_call', convertedElsewhere],
  ['parallel_tool_calls', convertedElsewhere],
  ['max_tokens', convertedElsewhere],
  ['max_completion_tokens', convertedElsewhere],
  ['temperature', convertedElsewhere],
  ['top_p', convertedElsewhere],
  ['top_k', convertedElsewhere],
  ['reasoning_effort', convertedElsewhere],
  ['thinking', convertedElsewhere],
  ['output_config', convertedElsewhere],
  ['response_format', convertedElsewhere],
  ['user', convertedElsewhere],
  ['metadata', convertedElsewhere],
  ['safety_identifier', convertedElsewhere],
  ['extra_headers', convertedElsewhere],
  ['drop_params', convertedElsewhere],
  ['stream_options', convertedElsewhere],

  ['stream', convertStream],
  ['stop', convertStop],
  ['service_tier', convertServiceTier],

  ['n', unsupportedUnless(1)],
  ['logprobs', unsupportedUnless(false)],
  ['top_logprobs', unsupportedUnless(0)],
  ['frequency_penalty', unsupportedUnless(0)],
  ['presence_penalty', unsupportedUnless(0)],
  ['store', unsupportedUnless(false)],
  ['verbosity', unsupportedUnless('medium')],
  ['seed', unsupported(() => false)],
  ['audio', unsupported(() => false)],
  ['moderation', unsupported(() => false)],
  [
    'modalities',
    unsupported((value) => Array.isArray(value) && value.every((modality) => modality === 'text')),
  ],
  ['logit_bias', unsupported((value) => Object.keys(readObject(value, 'logit_bias')).length === 0)],

  ['prompt_cache_key', advisory],
  ['prompt_cache_options', advisory],
  ['prompt_cache_retention', advisory],
  ['prediction', advisory],

  ['api_base', refused],
  ['base_url', refused],
  ['api_key', refused],
]);

const SERVICE_TIERS: ReadonlyMap<string, string> = new Map([
  ['auto', 'auto'],
  ['default', 'standard_only'],
  ['standard_only', 'standard_only'],
]);

/** Turns the parameters that stand for themselves into Anthropic's fields, and carries unknown ones over. */
export function convertParameters(request: JsonObject, notes: TranslationNotes): JsonObject {
  const fields: JsonObject = {};
  for (const [name, value] of Object.entries(request)) {
    const convert = PARAMETERS.get(name);
    if (convert === convertedElsewhere) continue;
    if (convert === undefined) passOn(fields, name, value, notes);
    else if (value !== undefined && value !== null)
      Object.assign(fields, convert(value, { name, request, notes }));
  }
  return fields;
}

/** Whether the caller of a stream asked for its usage. */
export function readIncludeUsage(streamOptions: unknown): boolean {
  const options = readOptional(readObject, streamOptions, 'stream_options');
  return readOptional(readBoolean, options?.include_usage, 'stream_options.include_usage') ?? false;
}

/** Defined, not assigned: a field called `__proto__` is a field like any other. */
function passOn(fields: JsonObject, name: string, value: unknown, notes: TranslationNotes): void {
  for (const beta of betasOfField(name, value)) notes.needBeta(beta);
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

function convertStream(value: unknown, { name }: ParameterContext): JsonObject {
  return readBoolean(value, name) ? { stream: true } : {};
}

function convertStop(value: unknown, { name, request }: ParameterContext): JsonObject {
  if ((request.stop_sequences ?? null) !== null) {
    throw invalid(name, '"stop" and "stop_sequences" mean the same. Send one of them.');
  }
  const sequences = typeof value === 'string' ? [readStopSequence(value, name)] : readStopList(value, name);
  return sequences.length === 0 ? {} : { stop_sequences: sequences };
}

function readStopList(value: unknown, path: string): string[] {
  if (!Array.isArray(value)) throw invalid(path, `"${path}" must be a string or an array of strings.`);
  return value.map((sequence: unknown, index) => readStopSequence(sequence, `${path}[${index}]`));
}

function readStopSequence(value: unknown, path: string): string {
  const sequence = readString(value, path);
  if (hasText(sequence)) return sequence;
  throw invalid(path, `"${path}" must hold more than white space: Anthropic refuses such stop sequences.`);
}

function convertServiceTier(value: unknown, { name, notes }: ParameterContext): JsonObject {
  const tier = SERVICE_TIERS.get(readNonEmptyString(value, name));
  if (tier !== undefined) return { service_tier: tier };
  notes.dropOrRefuse(
    name,
    'Anthropic has the service tiers "auto" and "standard_only" (OpenAI\'s "default").',
  );
  return {};
}

function unsupportedUnless(neutral: unknown): ParameterConverter {
  return unsupported((value) => value === neutral);
}

function unsupported(isNeutral: (value: unknown) => boolean): ParameterConverter {
  return (value, { name, notes }) => {
    if (!isNeutral(value)) notes.dropOrRefuse(name, `Anthropic has nothing like "${name}".`);
    return {};
  };
}

/** Never changes an answer, only its speed or price: left out, and the caller is told so. */
function advisory(_value: unknown, { name, notes }: ParameterContext): JsonObject {
  notes.drop(name);
  return {};
}

function refused(_value: unknown, { name }: ParameterContext): never {
  throw invalid(
    name,
    `"${name}" may not be sent: where requests go and with which credential is the gateway's to say.`,
  );
}
