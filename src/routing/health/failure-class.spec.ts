import {
  BudgetExceededError,
  CallerLeftError,
  InternalError,
  RateLimitError,
  RequestTooLargeError,
  UpstreamCredentialError,
} from '../../errors/gateway-error.js';
import { classifyFailure, isTooLong } from './failure-class.js';
import { upstreamFailures as failures } from '../router.fixture.js';

const CREDIT =
  'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.';

describe('a failure', () => {
  it.each([
    ['upstream’s 429', failures.rateLimited(), 'rate_limited'],
    ['upstream’s 529', failures.overloaded(), 'overloaded'],
    ['upstream’s 500', failures.failed(), 'failed'],
    ['no connection', failures.unreachable(), 'failed'],
    ['no answer in time', failures.timedOut(), 'failed'],
    ['upstream’s 401', failures.credential(), 'credential'],
    ['a 403 for a closed account', failures.forbidden('This organization has been disabled.'), 'credential'],
    ['a 403 for a revoked token', failures.forbidden('OAuth token has been revoked.'), 'credential'],
    ['a 403 for anything else', failures.forbidden('Beta feature x is not available'), 'not_served'],
    ['upstream’s 404', failures.notFound(), 'not_served'],
    ['an account without credit', failures.invalid(CREDIT), 'credential'],
    ['a request that is wrong', failures.invalid('messages: at least one message is required'), 'caller'],
    ['a prompt that is too long', failures.tooLong(), 'caller'],
    ['a caller who has left', new CallerLeftError({ message: 'left' }), 'gone'],
    ['the caller’s own rate limit', new RateLimitError({ message: 'slow down' }), 'caller'],
    ['the caller’s own budget', new BudgetExceededError({ message: 'used up' }), 'caller'],
    ['a fault of the gateway', new InternalError({ message: 'bug' }), 'caller'],
  ])('is told by what it says of the deployment: %s', (_, error, expected) => {
    expect(classifyFailure(error, false)).toBe(expected);
  });

  it.each([
    ['upstream’s 401', failures.credential()],
    ['upstream’s 403', failures.forbidden('This organization has been disabled.')],
    ['upstream’s 429', failures.rateLimited()],
  ])('of a caller’s own login is the caller’s: %s', (_, error) => {
    expect(classifyFailure(error, true)).toBe('caller');
  });

  it.each([
    `${CREDIT}: Extra inputs are not permitted`,
    `messages.0.role: Input should be 'user', not '${CREDIT}'`,
    `Your credit balance is too low to access the Anthropic API. "x" is not a field`,
  ])('is not the account’s because the caller’s words say so: %s', (words) => {
    expect(classifyFailure(failures.invalid(words), false)).toBe('caller');
  });

  it('with a 403 is not the account’s because the caller’s words say so', () => {
    const words = 'model: This organization has been disabled.';
    expect(classifyFailure(failures.forbidden(words), false)).toBe('not_served');
  });

  it('whose body makes no sense is judged by its status', () => {
    const upstream = { status: 403, headers: {}, body: new Uint8Array([0xff, 0x7b]) };
    expect(classifyFailure(new UpstreamCredentialError({ message: 'x', upstream }), false)).toBe(
      'not_served',
    );
  });

  it('of a prompt that is too long is known, unless the gateway itself refused it', () => {
    const upstream = { status: 413, headers: {}, body: new Uint8Array() };
    expect(isTooLong(failures.tooLong())).toBe(true);
    expect(isTooLong(new RequestTooLargeError({ message: 'large', upstream }))).toBe(true);
    expect(isTooLong(new RequestTooLargeError({ message: 'large' }))).toBe(false);
    expect(isTooLong(failures.invalid('wrong'))).toBe(false);
  });
});
