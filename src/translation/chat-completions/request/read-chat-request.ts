import { InvalidRequestError } from '../../../errors/gateway-error.js';
import { isObject } from './read-json.js';
import type { ChatCompletionRequest } from '../../wire/openai-chat.js';
import { parseJsonWithin } from '../../wire/scan-json.js';

/**
 * Reads the body of a chat completion, checked only as far as routing needs it; the translation checks the rest.
 *
 * @throws InvalidRequestError that names the parameter at fault.
 */
export function readChatRequest(bytes: Buffer): ChatCompletionRequest {
  const request = parseJsonWithin(bytes);
  if (!isObject(request)) {
    throw new InvalidRequestError({ message: 'The request body must be a JSON object.' });
  }
  if (typeof request.model !== 'string' || request.model === '') {
    throw new InvalidRequestError({
      param: 'model',
      message: '"model" must be a string that names a model.',
    });
  }
  if (!Array.isArray(request.messages) || request.messages.length === 0) {
    throw new InvalidRequestError({
      param: 'messages',
      message: '"messages" must be an array of at least one message.',
    });
  }
  if (typeof (request.stream ?? false) !== 'boolean') {
    throw new InvalidRequestError({ param: 'stream', message: '"stream" must be true or false.' });
  }
  return request as ChatCompletionRequest;
}
