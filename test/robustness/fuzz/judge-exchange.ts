import type { FakeRequest } from '../../fake-anthropic/start-fake-anthropic.mjs';
import type { HttpAnswer } from '../http-call.js';
import { isInvalidMessagesBody, isWithinLimits } from './is-invalid-messages-body.js';
import { repeatsName } from './json-places.js';
import { isJsonObject, type Mutant } from './make-mutant.js';
import { mayUpstreamRefuse } from './may-upstream-refuse.js';

export interface Exchange {
  mutant: Mutant;
  answer: HttpAnswer;
  /** What upstream got of it. */
  upstream: FakeRequest | undefined;
}

/** What is wrong with how a chat completion was answered; undefined when nothing is. */
export function faultOfChat({ mutant, answer, upstream }: Exchange): string | undefined {
  const { status, text } = answer;
  if (status === 200)
    return upstream?.answeredStatus === 200 ? undefined : 'an answer that upstream did not give';
  const error = readOpenAiError(text);
  if (status >= 500 || error === undefined) return 'neither an answer nor an OpenAI error of 4xx';
  if (upstream === undefined) {
    const names = !isReadable(mutant) || typeof error.param === 'string';
    return names ? undefined : 'no param named';
  }
  if (!isReadable(mutant)) return 'an invalid body went up';
  return mayUpstreamRefuse(mutant, error.message)
    ? undefined
    : `upstream refused the translation: ${error.message}`;
}

/** What is wrong with how a Messages request was answered; undefined when nothing is. */
export function faultOfMessages(exchange: Exchange, needsMaxTokens: boolean): string | undefined {
  const { mutant, answer, upstream } = exchange;
  const { status, text } = answer;
  if (status !== 200 && (status >= 500 || !isAnthropicError(text)))
    return 'neither an answer nor an Anthropic error of 4xx';
  if (upstream === undefined) return faultOfRefusal(exchange, needsMaxTokens);
  if (!isReadable(mutant) || isInvalidMessagesBody(mutant.value, needsMaxTokens))
    return 'an invalid body went up';
  if (!upstream.rawBody.equals(mutant.bytes)) return 'other bytes went up than came';
  return status === upstream.answeredStatus ? undefined : 'another status than upstream gave';
}

function faultOfRefusal({ mutant, answer }: Exchange, needsMaxTokens: boolean): string | undefined {
  const isInvalid = !isReadable(mutant) || isInvalidMessagesBody(mutant.value, needsMaxTokens);
  if (isInvalid) return answer.status === 400 ? undefined : 'not 400';
  // Of a name that is there twice the parser keeps the last value, the gateway checks both.
  if (repeatsName(mutant.text, mutant.value ?? null)) return undefined;
  const { model } = mutant.value as { model: string };
  const isServed = model.startsWith('claude-');
  return !isServed && answer.status === 404 ? undefined : 'a valid body did not go up';
}

/** A JSON object that the gateway looks into. */
function isReadable({ text, value }: Mutant): boolean {
  return isJsonObject(value) && isWithinLimits(text, value);
}

function readOpenAiError(text: string): { message: string; param: unknown } | undefined {
  const { error } = parseObject(text) as { error?: Record<string, unknown> };
  const isComplete = typeof error?.message === 'string' && typeof error.type === 'string' && 'param' in error;
  return isComplete ? { message: error.message as string, param: error.param } : undefined;
}

function isAnthropicError(text: string): boolean {
  const { type, error } = parseObject(text) as { type?: unknown; error?: Record<string, unknown> };
  return type === 'error' && typeof error?.type === 'string' && typeof error.message === 'string';
}

function parseObject(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}
