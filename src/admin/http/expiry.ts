import { InvalidRequestError } from '../../errors/gateway-error.js';
import { addDuration } from './add-duration.js';

const LATEST = Date.UTC(3000, 0);

/**
 * When something ends, by the time or the duration of a body; null: never; undefined: the body does not say.
 *
 * @throws InvalidRequestError when it says both, or a time that is over or absurdly far.
 */
export function expiryOf(
  { expires_at, duration }: { expires_at?: string | null; duration?: string | null },
  now: Date,
): Date | null | undefined {
  if (typeof expires_at === 'string' && typeof duration === 'string') {
    throw invalid('duration', 'Send either "expires_at" or "duration", not both.');
  }
  if (typeof duration === 'string') return assertInReach(addDuration(now, duration), 'duration', now);
  if (typeof expires_at === 'string') return assertInReach(new Date(expires_at), 'expires_at', now);
  return expires_at === null || duration === null ? null : undefined;
}

function assertInReach(time: Date, param: string, now: Date): Date {
  if (time.getTime() <= now.getTime()) throw invalid(param, `"${param}" must be a time in the future.`);
  if (!(time.getTime() < LATEST)) throw invalid(param, `"${param}" must end before the year 3000.`);
  return time;
}

function invalid(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError({ param, message });
}
