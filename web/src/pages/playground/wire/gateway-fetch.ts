import { csrfToken } from '../../../api/csrf-token.js';

interface GatewayCall {
  /** As which key; the gateway knows by the session who asks, and whether they may. */
  keyId: string;
  body?: object;
  signal?: AbortSignal;
}

/** Calls the LLM API as one of the keys that whoever is signed in may use. */
export function gatewayFetch(path: string, { keyId, body, signal }: GatewayCall): Promise<Response> {
  return fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-tollgate-key-id': keyId,
      ...(body !== undefined && {
        'content-type': 'application/json',
        'x-tollgate-csrf-token': csrfToken.get() ?? '',
      }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  });
}
