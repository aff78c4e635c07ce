import {
  AuthenticationError,
  InvalidRequestError,
  ModelNotFoundError,
  PermissionDeniedError,
  RateLimitError,
  RequestTooLargeError,
  UpstreamCredentialError,
  UpstreamError,
  UpstreamOverloadedError,
  UpstreamTimeoutError,
} from '../../../errors/gateway-error.js';
import { readRetryAfter, translateErrorEvent, translateUpstreamError } from './translate-error.js';

function bodyOf(type: string, message: string): string {
  return JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' });
}

const TABLE = [
  [400, 'invalid_request_error', InvalidRequestError, 400],
  [401, 'authentication_error', UpstreamCredentialError, 502],
  [402, 'billing_error', UpstreamCredentialError, 502],
  [403, 'permission_error', UpstreamCredentialError, 502],
  [404, 'not_found_error', ModelNotFoundError, 404],
  [413, 'request_too_large', RequestTooLargeError, 413],
  [429, 'rate_limit_error', RateLimitError, 429],
  [500, 'api_error', UpstreamError, 502],
  [504, 'timeout_error', UpstreamTimeoutError, 504],
  [529, 'overloaded_error', UpstreamOverloadedError, 503],
] as const;

/** Where the credential is the caller's own, only what upstream says about that is different. */
const TABLE_OF_CALLERS_LOGIN = TABLE.map((row) => {
  if (row[2] !== UpstreamCredentialError) return row;
  return row[0] === 401
    ? ([401, row[1], AuthenticationError, 401] as const)
    : ([row[0], row[1], PermissionDeniedError, 403] as const);
});

describe('translateUpstreamError', () => {
  it.each(TABLE)('turns status %i (%s) into its own error', (status, type, errorClass, answered) => {
    const error = translateUpstreamError({ status, body: bodyOf(type, 'What went wrong') });
    expect(error).toBeInstanceOf(errorClass);
    expect(error.status).toBe(answered);
    expect(error.message).toContain('What went wrong');
  });

  it.each(TABLE_OF_CALLERS_LOGIN)(
    "turns status %i (%s) for the caller's own login into its own error",
    (status, type, errorClass, answered) => {
      const body = bodyOf(type, 'What went wrong');
      const error = translateUpstreamError({ status, body, isCallersLogin: true });
      expect(error).toBeInstanceOf(errorClass);
      expect(error.status).toBe(answered);
      expect(error.message).toContain('What went wrong');
    },
  );

  it.each([401, 402, 403])('tells the caller that it is their own login which got status %i', (status) => {
    const body = bodyOf('authentication_error', 'OAuth token has expired');
    expect(translateUpstreamError({ status, body, isCallersLogin: true })).toMatchObject({
      code: 'callers_login_rejected',
      message: expect.stringContaining('your own Claude login'),
    });
  });

  it.each(TABLE)('needs no readable body for status %i', (status, _type, errorClass) => {
    const error = translateUpstreamError({ status, body: '' });
    expect(error).toBeInstanceOf(errorClass);
    expect(error.message).toContain(String(status));
  });

  it('reads the body as bytes', () => {
    const body = new TextEncoder().encode(bodyOf('invalid_request_error', 'größer'));
    expect(translateUpstreamError({ status: 400, body }).message).toBe('größer');
  });

  it.each([
    'prompt is too long: 208310 tokens > 200000 maximum',
    'input length and `max_tokens` exceed context limit: 199000 + 8192 > 200000',
    "This request exceeds the model's maximum context window",
  ])('gives the code context_length_exceeded for "%s"', (message) => {
    const error = translateUpstreamError({ status: 400, body: bodyOf('invalid_request_error', message) });
    expect(error).toMatchObject({ code: 'context_length_exceeded', message });
  });

  it('gives no such code for another bad request', () => {
    const body = bodyOf('invalid_request_error', 'max_tokens: Field required');
    expect(translateUpstreamError({ status: 400, body }).code).toBeUndefined();
  });

  it('keeps retry-after of a rate limit', () => {
    const error = translateUpstreamError({ status: 429, body: '', retryAfter: '17' });
    expect(error).toMatchObject({ code: 'rate_limit_exceeded', retryAfterSeconds: 17 });
  });

  it('asks to wait 5 seconds when an overloaded upstream does not say how long', () => {
    expect(translateUpstreamError({ status: 529, body: '' }).retryAfterSeconds).toBe(5);
    expect(translateUpstreamError({ status: 529, body: '', retryAfter: '9' }).retryAfterSeconds).toBe(9);
  });

  it("tells the caller that a refused credential is the gateway's", () => {
    const error = translateUpstreamError({
      status: 401,
      body: bodyOf('authentication_error', 'invalid x-api-key'),
    });
    expect(error).toMatchObject({
      type: 'upstream_credential_rejected',
      code: 'upstream_credential_rejected',
    });
    expect(error.message).toMatch(/gateway's own credential \(invalid API key\)\. Your key is fine/);
  });

  it.each([
    ['an Anthropic key', 'bad key sk-ant-api03-AbCdEfGh_1234', 'sk-ant-api03'],
    ['a bearer token', 'got Authorization: Bearer abc.def-ghi', 'abc.def-ghi'],
    ['a key header', 'headers {"x-api-key": "0123456789secret"}', '0123456789secret'],
  ])('takes %s out of the message', (_, message, secret) => {
    for (const body of [bodyOf('api_error', message), message]) {
      expect(translateUpstreamError({ status: 500, body }).message).not.toContain(secret);
    }
  });

  it.each([
    ['HTML', '<html><head><title>502 Bad Gateway</title></head><body>…</body></html>', '502 Bad Gateway'],
    ['plain text', 'upstream connect error', 'upstream connect error'],
    ['an error that is text', '{"error":"quota used up"}', 'quota used up'],
    ['cut-off JSON', '{"type":"error","error":{"type":"api_er', 'no readable message'],
    ['compressed bytes', new Uint8Array([0x1f, 0x8b, 8, 0, 0xff]), 'no readable message'],
  ])('makes the best of a body that is %s', (_, body, expected) => {
    const error = translateUpstreamError({ status: 502, body });
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error.message).toContain(expected);
  });

  it('keeps a message of any length short', () => {
    const error = translateUpstreamError({ status: 500, body: 'x'.repeat(1_000_000) });
    expect(error.message.length).toBeLessThanOrEqual(2_000);
  });

  it('believes the type of a 5xx that a proxy changed the status of', () => {
    const error = translateUpstreamError({ status: 500, body: bodyOf('overloaded_error', 'Overloaded') });
    expect(error).toBeInstanceOf(UpstreamOverloadedError);
  });

  it.each([
    [418, InvalidRequestError],
    [422, InvalidRequestError],
    [502, UpstreamError],
    [599, UpstreamError],
    [204, UpstreamError],
  ])('has an answer to status %i, which the table lacks', (status, errorClass) => {
    expect(translateUpstreamError({ status, body: 'teapot' })).toBeInstanceOf(errorClass);
  });

  it.each([301, 302, 307, 308])('says of status %i that redirects are not followed', (status) => {
    const error = translateUpstreamError({ status, body: '<a href="http://elsewhere">moved</a>' });
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error.message).toContain('Redirects are not followed');
    expect(error.message).not.toContain('elsewhere');
  });
});

describe('readRetryAfter', () => {
  const NOW_MS = Date.UTC(2026, 10, 22, 10, 0, 0);

  it.each([
    ['12', 12],
    ['1.2', 2],
    ['0', 0],
    ['-5', 0],
    ['99999999999', 3_600],
    ['Sun, 22 Nov 2026 10:00:30 GMT', 30],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['Sun, 22 Nov 2099 10:00:00 GMT', 3_600],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j seconds', (header, seconds) => {
    expect(readRetryAfter(header, NOW_MS)).toBe(seconds);
  });

  it('ignores a date when it does not know the present', () => {
    expect(readRetryAfter('Sun, 22 Nov 2026 10:00:30 GMT')).toBeUndefined();
  });
});

describe('translateErrorEvent', () => {
  it.each(TABLE)('chooses by the type of the error: %i (%s)', (_status, type, errorClass) => {
    const error = translateErrorEvent({ type: 'error', error: { type, message: 'Why' } });
    expect(error).toBeInstanceOf(errorClass);
    expect(error.message).toContain('Why');
  });

  it.each([{ type: 'error' }, { type: 'error', error: { type: 'new_error', message: 5 } }, null, 'boom'])(
    'makes an upstream error of %j',
    (event) => {
      expect(translateErrorEvent(event)).toBeInstanceOf(UpstreamError);
    },
  );
});
