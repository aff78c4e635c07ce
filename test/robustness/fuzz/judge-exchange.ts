import type { FakeRequest } from '../../fake-anthropic/start-fake-anthropic.mjs';
import type { HttpAnswer } from '../http-call.js';
import { costOf, isInvalidMessagesBody } from './is-invalid-messages-body.js';
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
  const reading = readingOf(mutant);
  if (upstream !== undefined && reading === 'refused') return 'an invalid body went up';
  if (status === 200) return upstream?.answeredStatus === 200 ? undefined : 'an answer from nowhere';
  const error = readOpenAiError(text);
  if (status >= 500 || error === undefined) return 'neither an answer nor an OpenAI error of 4xx';
  if (upstream === undefined && reading === 'read')
    return typeof error.param === 'string' ? undefined : 'no param named';
  if (upstream === undefined || mayUpstreamRefuse(mutant, error.message)) return undefined;
  return `upstream refused the translation: ${error.message}`;
}

/** What is wrong with how a Messages request was answered; undefined when nothing is. */
export function faultOfMessages(exchange: Exchange, needsMaxTokens: boolean): string | undefined {
  const { mutant, answer, upstream } = exchange;
  const { status, text } = answer;
  const isInvalid = readingOf(mutant) === 'refused' || isInvalidMessagesBody(mutant.value, needsMaxTokens);
  if (status !== 200 && (status >= 500 || !isAnthropicError(text)))
    return 'neither an answer nor an Anthropic error of 4xx';
  if (upstream === undefined) return isInvalid ? faultOfInvalid(answer) : faultOfRefusal(exchange);
  if (isInvalid) return 'an invalid body went up';
  if (!upstream.rawBody.equals(mutant.bytes)) return 'other bytes went up than came';
  return status === upstream.answeredStatus ? undefined : 'another status than upstream gave';
}

function faultOfInvalid({ status }: HttpAnswer): string | undefined {
  return status === 400 ? undefined : 'not 400';
}

/** Why a body that upstream would have looked at may not have gone up. */
function faultOfRefusal({ mutant, answer }: Exchange): string | undefined {
  if (readingOf(mutant) === 'either') return undefined;
  // Of a name that is there twice the parser keeps the last value, the gateway checks both.
  if (repeatsName(mutant.text, mutant.value ?? null)) return undefined;
  const { model } = mutant.value as { model: string };
  const isServed = model.startsWith('claude-');
  return !isServed && answer.status === 404 ? undefined : 'a valid body did not go up';
}

function readingOf({ text, value }: Mutant): ReturnType<typeof costOf> {
  return isJsonObject(value) ? costOf(text, value) : 'refused';
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
