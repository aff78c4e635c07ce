import type { Attributes } from '@opentelemetry/api';

import type { ObservedRequest } from '../request-observer.js';

/** What a span tells of a request once it has ended; of its text there is nothing. */
export function requestAttributes(request: ObservedRequest): Attributes {
  return {
    'http.response.status_code': request.status,
    'error.type': request.errorType,
    'tollgate.request.id': request.requestId,
    'tollgate.result': request.result,
    'tollgate.model': request.requestedModel,
    'tollgate.deployment': request.deploymentId,
    'tollgate.attempts': request.attempts,
    'tollgate.overhead_ms': request.overheadMs,
    'tollgate.key.id': request.keyId,
    'tollgate.team.id': request.teamId,
    'tollgate.user.id': request.userId,
  };
}
