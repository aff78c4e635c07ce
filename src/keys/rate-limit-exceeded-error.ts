import { RateLimitError } from '../errors/gateway-error.js';
import type { RateLimitStanding } from './rate-limit-standing.js';

interface RateLimitExceededDetails {
  message: string;
  retryAfterSeconds: number;
  standing: RateLimitStanding;
}

/** A limit of the caller's key, user or team is used up. 429; carries what the rate limit headers tell. */
export class RateLimitExceededError extends RateLimitError {
  readonly standing: RateLimitStanding;

  constructor({ standing, ...details }: RateLimitExceededDetails) {
    super({ ...details, code: 'rate_limit_exceeded' });
    this.standing = standing;
  }
}
