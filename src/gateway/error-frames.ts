import type { GatewayError } from '../errors/gateway-error.js';
import type { ErrorResponse } from '../translation/wire/anthropic-messages.js';
import type { OpenAiErrorResponse } from '../translation/wire/openai-chat.js';
import { encodeDataFrame, encodeNamedFrame } from '../translation/wire/server-sent-events.js';

/** An error in OpenAI's envelope. */
export function openAiErrorBody({ message, type, param, code }: GatewayError): OpenAiErrorResponse {
  return { error: { message, type, param: param ?? null, code: code ?? null } };
}

/** An error in Anthropic's envelope, which has no place for the parameter's path but the message. */
export function anthropicErrorBody(
  { message, anthropicType, param }: GatewayError,
  requestId: string,
): ErrorResponse {
  const text = param === undefined || message.includes(param) ? message : `${param}: ${message}`;
  return { type: 'error', error: { type: anthropicType, message: text }, request_id: requestId };
}

/** The last frame of a failed chat stream, as latin1; no `[DONE]` follows. */
export function openAiErrorFrame(error: GatewayError): string {
  return encodeDataFrame(openAiErrorBody(error));
}

/** The last frame of a failed Messages stream, as latin1. */
export function anthropicErrorFrame(error: GatewayError, requestId: string): string {
  return encodeNamedFrame('error', anthropicErrorBody(error, requestId));
}
