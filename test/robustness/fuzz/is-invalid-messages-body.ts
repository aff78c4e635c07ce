import { isContainer, type Json } from './json-places.js';
import { isJsonObject } from './make-mutant.js';

/** What a member may be. A list has its contents checked below. */
const KINDS: Record<string, readonly string[]> = {
  model: ['string'],
  messages: ['array'],
  system: ['string', 'array'],
  max_tokens: ['number'],
  stream: ['boolean'],
  tools: ['array'],
  tool_choice: ['object'],
  mcp_servers: ['array'],
  ...nullable('array', ['stop_sequences']),
  ...nullable('object', ['metadata', 'thinking']),
  ...nullable('number', ['temperature', 'top_p', 'top_k']),
  ...nullable('string', ['service_tier']),
};

/** What the gateway must refuse by itself on the Messages routes; everything else is upstream's to judge. */
export function isInvalidMessagesBody(body: Json | undefined, needsMaxTokens: boolean): boolean {
  if (!isJsonObject(body)) return true;
  const required = ['model', 'messages', ...(needsMaxTokens ? ['max_tokens'] : [])];
  if (required.some((name) => !Object.hasOwn(body, name))) return true;
  if (['api_base', 'base_url', 'api_key'].some((name) => Object.hasOwn(body, name))) return true;
  if (Object.entries(body).some(([name, value]) => isWrongKind(name, value))) return true;
  const { max_tokens: maxTokens, model, messages, system } = body;
  if (model === '' || (maxTokens !== undefined && !isCount(maxTokens))) return true;
  if (!isContent(system ?? '')) return true;
  return (messages as Json[]).length === 0 || !(messages as Json[]).every(isMessage);
}

function nullable(kind: string, names: string[]): Record<string, string[]> {
  return Object.fromEntries(names.map((name) => [name, [kind, 'null']]));
}

function isWrongKind(name: string, value: Json): boolean {
  return Object.hasOwn(KINDS, name) && !KINDS[name]?.includes(kindOf(value));
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isCount(value: Json): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isMessage(message: Json): boolean {
  if (!isJsonObject(message)) return false;
  const { role, content } = message;
  if (role === 'system' && content === undefined) return true;
  return (
    ['user', 'assistant', 'system'].includes(role as string) && content !== undefined && isContent(content)
  );
}

function isContent(content: Json): boolean {
  if (typeof content === 'string') return true;
  return (
    Array.isArray(content) && content.every((block) => isJsonObject(block) && typeof block.type === 'string')
  );
}

/** Arrays and objects in one another, some more or less than the gateway's limit of 128. */
const SURELY_READ_DEPTH = 120;
const SURELY_REFUSED_DEPTH = 140;
const MOST_DIGITS = 400;

/** What the gateway says of a body's cost, whatever is in it; `either` near the limits. */
export function costOf(text: string, value: Json): 'read' | 'refused' | 'either' {
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[-\d.eE+]+/g) ?? [];
  const depth = depthOf(value);
  if (depth > SURELY_REFUSED_DEPTH || numbers.some((digits) => digits.length > MOST_DIGITS)) return 'refused';
  return depth < SURELY_READ_DEPTH ? 'read' : 'either';
}

function depthOf(value: Json): number {
  if (!isContainer(value)) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, inner) => Math.max(deepest, depthOf(inner)), 0);
}
