import type { ObservedRequest } from '../request-observer.js';

type Refusal = Pick<ObservedRequest, 'errorType' | 'errorCode' | 'deploymentId'>;

const REASONS_BY_TYPE: ReadonlyMap<string | undefined, string> = new Map([
  ['authentication_error', 'authentication'],
  ['permission_error', 'permission'],
  ['rate_limit_error', 'rate_limit'],
  ['insufficient_quota', 'budget'],
  ['not_configured', 'unavailable'],
  ['service_unavailable', 'unavailable'],
  ['internal_error', 'internal'],
]);

/** Why a request was refused that reached no upstream. */
export function refusalReasonOf({ errorType, errorCode, deploymentId }: Refusal): string {
  if (errorCode === 'model_not_found') return 'model_not_found';
  // The limits of keys are asked once there is a deployment: without one, it is those that are cooling down.
  if (errorType === 'rate_limit_error' && deploymentId === undefined) return 'no_deployment';
  return REASONS_BY_TYPE.get(errorType) ?? (isUpstreams(errorType) ? 'no_deployment' : 'invalid_request');
}

/** An error of upstream without an attempt: the one that its deployments are cooling down for. */
function isUpstreams(errorType: string | undefined): boolean {
  return (
    errorType?.startsWith('upstream_') === true ||
    errorType === 'overloaded_error' ||
    errorType === 'timeout_error'
  );
}
