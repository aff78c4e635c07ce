import type { AnswerHead, Failure, JsonObject } from '../conversation.js';

/** Where an error has no field for the parameter, its words begin with it: `messages[0].content: …`. */
const LEADING_PARAM = /^([a-z_]+(?:[.[][\w.[\]]*)?): /;

/** What the gateway said instead of an answer, in the envelope of either API. */
export function failureOf(body: unknown, head: AnswerHead, retryAfter: string | null): Failure {
  const { error, request_id } = (body ?? {}) as { error?: JsonObject; request_id?: unknown };
  const message = textOf(error?.message) ?? `The gateway answered ${head.status}, and no more.`;
  return {
    message,
    status: head.status,
    type: textOf(error?.type),
    code: textOf(error?.code),
    param: textOf(error?.param) ?? LEADING_PARAM.exec(message)?.[1],
    requestId: head.requestId ?? textOf(request_id),
    retryAfterSeconds: Number(retryAfter) || undefined,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
