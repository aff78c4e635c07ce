import createClient, { type Middleware } from 'openapi-fetch';

import { csrfToken } from './csrf-token.js';
import type { paths } from './schema.js';

const CSRF_HEADER = 'x-tollgate-csrf-token';
const SAFE_METHODS = ['GET', 'HEAD'];

const csrf: Middleware = {
  onRequest({ request }) {
    const token = csrfToken.get();
    if (token !== undefined && !SAFE_METHODS.includes(request.method))
      request.headers.set(CSRF_HEADER, token);
    return request;
  },
};

/**
 * The gateway's own API, with types made from its OpenAPI document. Wrap its calls in `answerOf`, which throws what went
 * wrong: `await answerOf(api.GET('/admin/keys', { params: { query: { limit: 50 } } }))`.
 */
export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use(csrf);
