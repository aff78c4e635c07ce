import { differingPlaces, type Place, valueAt } from './json-places.js';
import type { Mutant } from './make-mutant.js';
import { CHAT_BODY_OF_ANTHROPIC_SHAPES } from './valid-chat-bodies.js';

/** Where the translation hands up what the caller wrote. `*` is any one step; deeper places belong to it. */
const HANDED_UP = [
  ...['tools.*.function.parameters', 'functions.*.parameters', 'response_format.json_schema.schema'],
  ...['messages.*.content.*.type', 'max_tokens', 'max_completion_tokens'],
  // Base64 is not decoded on its way.
  ...['messages.*.content.*.image_url.url', 'messages.*.content.*.file.file_data'],
].map((pattern) => pattern.split('.'));

/** Every name that OpenAI's API knows where it stands; others may be Anthropic's and go up. */
const OPENAI_NAMES = new Map([
  [
    /^$/,
    'model messages tools tool_choice parallel_tool_calls functions function_call response_format temperature',
  ],
  [
    /^$/,
    'top_p top_k stop seed n logit_bias frequency_penalty user metadata service_tier reasoning_effort stream',
  ],
  [/^$/, 'stream_options web_search_options drop_params'],
  [/^messages\.\d+\.content\.\d+$/, 'type text image_url file'],
]);

/** How upstream refuses a shape of its own; where a list has grown or shrunk it cannot be told which one it was. */
const REFUSES_SHAPE = /Extra inputs are not permitted|Input tag .* does not match/s;

/**
 * True when a refusal by upstream is the caller's own doing: something was changed in what the gateway does not judge.
 */
export function mayUpstreamRefuse({ original, value }: Mutant, refusal: string): boolean {
  if (original === CHAT_BODY_OF_ANTHROPIC_SHAPES) return true;
  // The translation leaves it to upstream whether a conversation may end in a tool call.
  if (refusal.includes('without `tool_result` blocks immediately after')) return true;
  const places = differingPlaces(original, value);
  const hasOtherList = places.some((place) => Array.isArray(valueAt(original, place)));
  return places.some(isHandedUp) || (hasOtherList && REFUSES_SHAPE.test(refusal));
}

function isHandedUp(place: Place): boolean {
  if (place.includes('cache_control')) return true;
  if (HANDED_UP.some((pattern) => pattern.every((step, i) => step === '*' || step === place[i]))) return true;
  return place.some((name, index) => !isOpenAiName(name, place.slice(0, index).join('.')));
}

function isOpenAiName(name: string, within: string): boolean {
  const lists = [...OPENAI_NAMES].flatMap(([pattern, names]) => (pattern.test(within) ? [names] : []));
  return lists.length === 0 || lists.some((names) => names.split(' ').includes(name));
}
