import { ApiError } from './api-error.js';

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * What a call of `api` answered with.
 *
 * @throws ApiError when the gateway refused it; TypeError when there was no answer.
 */
export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response, error);
  return data as T;
}
