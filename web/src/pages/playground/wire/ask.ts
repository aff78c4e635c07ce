import type { AnswerHead, JsonObject, Saying, SentRequest } from '../conversation.js';
import { AnswerFailedError } from './answer-failed-error.js';
import { APIS } from './apis.js';
import { failureOf } from './failure-of.js';
import { gatewayFetch } from './gateway-fetch.js';
import { readEvents } from './read-events.js';
import type { WireApi } from './wire-api.js';

interface Listener {
  onHead(head: AnswerHead): void;
  onSaying(saying: Saying): void;
}

const END = '[DONE]';

/**
 * Asks for an answer, and tells of it as it comes; when it resolves, the answer is whole.
 *
 * @throws AnswerFailedError in the gateway's words; a DOMException when `signal` stopped it; a TypeError without network.
 */
export async function ask(
  { path, body, settings }: SentRequest,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const response = await gatewayFetch(path, { keyId: settings.key?.id ?? '', body, signal });
  const head = headOf(response);
  listener.onHead(head);
  const retryAfter = response.headers.get('retry-after');
  if (!response.ok) throw new AnswerFailedError(failureOf(await jsonOf(response), head, retryAfter));
  const api = APIS[settings.api];
  if (isStream(response)) await followStream(response, api, head, listener);
  else listener.onSaying(api.readWhole((await jsonOf(response)) as JsonObject));
}

async function followStream(
  { body }: Response,
  api: WireApi,
  head: AnswerHead,
  listener: Listener,
): Promise<void> {
  let saying: Saying = { blocks: [] };
  for await (const data of readEvents(body as ReadableStream<BufferSource>)) {
    if (data === END) continue;
    const event = JSON.parse(data) as JsonObject;
    if (event.error) throw new AnswerFailedError(failureOf(event, head, null));
    saying = api.applyEvent(saying, event);
    listener.onSaying(saying);
  }
  if (saying.stopReason !== undefined) return;
  throw new AnswerFailedError({ message: 'The answer broke off.', requestId: head.requestId });
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true;
}

/** Null for what is no JSON, such as the page of a proxy. */
function jsonOf(response: Response): Promise<unknown> {
  return response.json().catch((error: unknown) => {
    if (error instanceof SyntaxError) return null;
    throw error;
  });
}

function headOf({ status, headers }: Response): AnswerHead {
  const text = (name: string): string | undefined => headers.get(name) ?? undefined;
  const number = (name: string): number | undefined => {
    const value = headers.get(name);
    return value === null ? undefined : Number(value);
  };
  return {
    status,
    requestId: text('x-request-id'),
    provider: text('x-tollgate-provider'),
    deployment: text('x-tollgate-deployment'),
    attempts: text('x-tollgate-attempts'),
    overheadMs: number('x-tollgate-overhead-ms'),
    costUsd: number('x-tollgate-cost-usd'),
    droppedParams: text('x-tollgate-dropped-params'),
  };
}
