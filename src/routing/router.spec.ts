import { Secret } from '../config/secret.js';
import { CallerLeftError, type GatewayError, RateLimitError } from '../errors/gateway-error.js';
import type { CallRoute, RouteRequest } from './call/call-route.js';
import { callFor, RouterUnderTest, upstreamFailures as failures } from './router.fixture.js';

const deployment = (name: string, id: string, more = '', model = 'claude-sonnet-4-5') =>
  `  - {model_name: "${name}", litellm_params: {model: "anthropic/${model}", api_key: key-${id}${more}}, model_info: {id: ${id}}}\n`;

const a1 = deployment('a', 'a1', ', order: 1');
const a2 = deployment('a', 'a2', ', order: 2');
const b = deployment('b', 'b1');
const c = deployment('c', 'c1');

function start(list: string, settings = ''): RouterUnderTest {
  return new RouterUnderTest(`model_list:\n${list}router_settings: {${settings}}\n`);
}

/** Makes an attempt that fails, and tells where the call goes next. */
function fail(call: CallRoute, error: GatewayError): string | undefined {
  call.begin();
  call.end({ error, tokens: 0 });
  return call.next(error) && call.target.deploymentId;
}

function succeed(call: CallRoute, tokens = 100): string {
  call.begin();
  call.answered([]);
  call.end({ tokens });
  return call.target.deploymentId;
}

function coolDown(test: RouterUnderTest, model: string, error: () => GatewayError = failures.failed): void {
  for (let calls = 0; calls < 4; calls++) {
    const call = test.router.route(callFor(model));
    call.begin();
    call.end({ error: error(), tokens: 0 });
  }
}

function routeTo(test: RouterUnderTest, model: string, more?: Partial<RouteRequest>): string {
  return test.router.route(callFor(model, more)).target.deploymentId;
}

function errorOf(run: () => unknown): GatewayError {
  try {
    run();
  } catch (error) {
    return error as GatewayError;
  }
  throw new Error('Nothing was thrown.');
}

describe('a failed call', () => {
  it.each([
    ['rate limited', failures.rateLimited()],
    ['overloaded', failures.overloaded()],
    ['broken', failures.failed()],
    ['unreachable', failures.unreachable()],
    ['without credit', failures.credential()],
    ['without the model', failures.notFound()],
  ])('is tried at another deployment when the first is %s', (_, error) => {
    const call = start(a1 + a2).router.route(callFor('a'));
    expect(call.canMove).toBe(true);
    expect(fail(call, error)).toBe('a2');
  });

  it.each([
    ['its request is wrong', failures.invalid('messages: wrong')],
    ['its caller has left', new CallerLeftError({ message: 'left' })],
    ['its own key has no budget left', new RateLimitError({ message: 'slow down' })],
  ])('ends when %s, and says nothing of the deployment', (_, error) => {
    const test = start(a1 + a2);
    for (let calls = 0; calls < 20; calls++)
      expect(fail(test.router.route(callFor('a')), error)).toBeUndefined();
    expect(test.news).toEqual([]);
    expect(routeTo(test, 'a')).toBe('a1');
  });

  it('is not tried again where there is nothing else', () => {
    const call = start(a1).router.route(callFor('a'));
    expect(call.canMove).toBe(false);
    expect(fail(call, failures.failed())).toBeUndefined();
  });

  it('goes through all deployments before it goes to one again, and never twice in a row to one', () => {
    const list = ['a1', 'a2', 'a3'].map((id) => deployment('a', id)).join('');
    const call = start(list, 'num_retries: 5, allowed_fails: 100').router.route(callFor('a'));
    const places = [call.target.deploymentId];
    for (let next = fail(call, failures.failed()); next !== undefined; next = fail(call, failures.failed())) {
      places.push(next);
    }
    expect(places).toHaveLength(6);
    expect(new Set(places.slice(0, 3)).size).toBe(3);
    places.slice(1).forEach((place, index) => expect(place).not.toBe(places[index]));
  });

  it('is retried as often as num_retries says', () => {
    const call = start(a1 + a2, 'num_retries: 1, allowed_fails: 100').router.route(callFor('a'));
    expect([fail(call, failures.failed()), fail(call, failures.failed())]).toEqual(['a2', undefined]);
  });

  it('waits a moment by chance, longer each time', () => {
    const test = start(a1 + a2, 'num_retries: 9, allowed_fails: 100');
    test.draw = () => 0.999;
    const call = test.router.route(callFor('a'));
    const delays = Array.from({ length: 7 }, () => {
      call.begin();
      call.end({ error: failures.failed(), tokens: 0 });
      return call.next(failures.failed())?.delayMs;
    });
    expect(delays).toEqual([100, 200, 400, 799, 1598, 1998, 1998]);
  });

  it('waits for a deployment that is about to return, and not for long', () => {
    const waitFor = (seconds: number) => {
      const test = start(a1 + a2);
      fail(test.router.route(callFor('a')), failures.rateLimited({ 'retry-after': String(seconds) }));
      const call = test.router.route(callFor('a'));
      expect(call.target.deploymentId).toBe('a2');
      call.begin();
      call.end({ error: failures.failed(), tokens: 0 });
      return call.next(failures.failed())?.delayMs;
    };
    expect(waitFor(4)).toBe(4050);
    expect(waitFor(6)).toBeUndefined();
  });

  it('has no more time for an attempt than is left to the call', () => {
    const test = start(a1 + a2, 'timeout: 60');
    const call = test.router.route(callFor('a'));
    expect(call.target.endpoint.timeoutMs).toBe(60_000);
    call.begin();
    test.nowMs = 50_000;
    call.end({ error: failures.failed(), tokens: 0 });
    const { delayMs } = call.next(failures.failed())!;
    expect(call.target.endpoint.timeoutMs).toBe(10_000 - delayMs);
    call.begin();
    test.nowMs = 59_500;
    call.end({ error: failures.failed(), tokens: 0 });
    expect(call.next(failures.failed())).toBeUndefined();
  });

  it('may take as long as its first deployment has been given', () => {
    const test = start(deployment('a', 'a1', ', order: 1, timeout: 900') + a2, 'timeout: 60');
    expect(test.router.route(callFor('a')).target.endpoint.timeoutMs).toBe(900_000);
  });

  it('takes from the retries of its own name alone', () => {
    const test = start(a1 + a2 + deployment('b', 'b1') + deployment('b', 'b2'), 'allowed_fails: 10000');
    const retried = Array.from({ length: 100 }, () =>
      fail(test.router.route(callFor('a')), failures.failed()),
    );
    expect(retried.filter(Boolean).length).toBeLessThan(35);
    expect(fail(test.router.route(callFor('b')), failures.failed())).toBeDefined();
  });
});

describe('fallbacks', () => {
  it('follow when all deployments of a name have failed, with those of the fallback behind it', () => {
    const call = start(a1 + a2 + b + c, 'fallbacks: [{a: [b]}, {b: [c]}]').router.route(callFor('a'));
    expect(call.target.fallbackModel).toBeUndefined();
    expect(fail(call, failures.overloaded())).toBe('a2');
    expect(fail(call, failures.overloaded())).toBe('a1');
    expect(fail(call, failures.overloaded())).toBe('b1');
    expect(call.target.fallbackModel).toBe('b');
    expect(fail(call, failures.overloaded())).toBe('c1');
    expect(call.target.fallbackModel).toBe('c');
    expect(fail(call, failures.overloaded())).toBeUndefined();
  });

  it('are gone to straight away while no deployment of a name can be called', () => {
    const test = start(a1 + b + c, 'fallbacks: [{a: [b, c]}]');
    coolDown(test, 'a');
    const call = test.router.route(callFor('a'));
    expect(call.target).toMatchObject({ deploymentId: 'b1', fallbackModel: 'b' });
    expect(fail(call, failures.overloaded())).toBe('c1');
  });

  it('are passed over while they cannot be called themselves', () => {
    const test = start(a1 + b + c, 'fallbacks: [{a: [b, c]}]');
    coolDown(test, 'a');
    coolDown(test, 'b');
    expect(routeTo(test, 'a')).toBe('c1');
  });

  it('leave the name itself the last way when they cannot be called either', () => {
    const test = start(a1 + b, 'fallbacks: [{a: [b]}]');
    coolDown(test, 'a');
    coolDown(test, 'b');
    const { target } = test.router.route(callFor('a'));
    expect(target).toMatchObject({ deploymentId: 'a1', fallbackModel: undefined });
  });

  it('on context length take a prompt that is too long, and what else fails there goes on', () => {
    const settings = 'context_window_fallbacks: [{a: [b]}], fallbacks: [{b: [c]}]';
    const call = start(a1 + a2 + b + c, settings).router.route(callFor('a'));
    expect(fail(call, failures.tooLong())).toBe('b1');
    expect(fail(call, failures.overloaded())).toBe('c1');
  });

  it('of other kinds do not take a prompt that is too long', () => {
    const settings = 'fallbacks: [{a: [b]}], content_policy_fallbacks: [{a: [c]}]';
    const call = start(a1 + b + c, settings).router.route(callFor('a'));
    expect(fail(call, failures.tooLong())).toBeUndefined();
  });

  it('on refusal are told of before the call, and taken after it', () => {
    const test = start(a1 + b + c, 'content_policy_fallbacks: [{a: [b, c]}]');
    const call = test.router.route(callFor('a'));
    expect(call.hasRefusalFallback).toBe(true);
    succeed(call);
    expect(call.nextAfterRefusal()).toEqual({ delayMs: 0 });
    expect(call.target).toMatchObject({ deploymentId: 'b1', fallbackModel: 'b' });
    succeed(call);
    expect(call.hasRefusalFallback).toBe(true);
    call.nextAfterRefusal();
    expect(call.target.deploymentId).toBe('c1');
    expect(call.hasRefusalFallback).toBe(false);
    expect(call.nextAfterRefusal()).toBeUndefined();
    expect(test.router.route(callFor('b')).hasRefusalFallback).toBe(false);
  });

  it('of several kinds never lead back to where the call has been', () => {
    const settings = 'fallbacks: [{b: [a]}], context_window_fallbacks: [{a: [b]}]';
    const call = start(a1 + b, settings).router.route(callFor('a'));
    expect(fail(call, failures.tooLong())).toBe('b1');
    expect(fail(call, failures.overloaded())).toBeUndefined();
  });

  it('are not for a model that nobody serves', () => {
    const test = start(a1 + b, 'default_fallbacks: [b]');
    expect(errorOf(() => routeTo(test, 'nope'))).toMatchObject({ status: 404, code: 'model_not_found' });
  });
});

describe('while all deployments are at their rate limits', () => {
  const limited = () => {
    const test = start(a1 + a2);
    const wait = (seconds: string) => failures.rateLimited({ 'retry-after': seconds, 'request-id': 'req_1' });
    const call = test.router.route(callFor('a'));
    fail(call, wait('40'));
    fail(call, wait('20'));
    return test;
  };

  it('callers get upstream’s own answer, with the time until the first of them is back', () => {
    const test = limited();
    test.nowMs = 5500;
    const error = errorOf(() => routeTo(test, 'a'));
    expect(error).toMatchObject({ status: 429, message: 'Too many requests', retryAfterSeconds: 15 });
    expect(error.upstream).toMatchObject({
      status: 429,
      headers: { 'retry-after': '15', 'request-id': 'req_1' },
    });
    expect(JSON.parse(Buffer.from(error.upstream!.body).toString())).toEqual({ error: { message: 'no' } });
  });

  it('the next call after that time goes through', () => {
    const test = limited();
    test.nowMs = 20_000;
    expect(routeTo(test, 'a')).toBe('a2');
  });

  it('what counts tokens for free does not keep others from being answered', () => {
    const test = start(a1);
    const free = () => test.router.route(callFor('a', { isStream: false, estimatedTokens: 0 }));
    fail(free(), failures.rateLimited({ 'retry-after': '40' }));
    expect(routeTo(test, 'a')).toBe('a1');
    expect(test.news).toEqual([]);
  });
});

describe('a deployment whose credential is refused', () => {
  it('gives callers that refusal while there is no other, and no calls', () => {
    const test = start(a1);
    fail(test.router.route(callFor('a')), failures.credential());
    expect(errorOf(() => routeTo(test, 'a'))).toMatchObject({ type: 'upstream_credential_rejected' });
    expect(test.news.map(({ news }) => news.kind)).toEqual(['parked']);
  });

  it('serves again with another credential or base, and not with another weight', () => {
    const test = start(a1);
    fail(test.router.route(callFor('a')), failures.credential());
    const [present] = test.router.deployments();
    test.router.replaceDeployments([{ ...present!, weight: 5 }]);
    expect(errorOf(() => routeTo(test, 'a'))).toMatchObject({ type: 'upstream_credential_rejected' });
    test.router.replaceDeployments([{ ...present!, apiKey: new Secret('another') }]);
    expect(routeTo(test, 'a')).toBe('a1');
  });

  it('serves again once it is known to work', () => {
    const test = start(a1 + a2);
    fail(test.router.route(callFor('a')), failures.credential());
    expect(routeTo(test, 'a')).toBe('a2');
    test.router.markHealthy('a1');
    expect(routeTo(test, 'a')).toBe('a1');
    expect(test.news.map(({ news }) => news.kind)).toEqual(['parked', 'back']);
  });
});

describe('with cool-downs turned off', () => {
  it.each([failures.rateLimited, failures.overloaded, failures.credential])(
    'a deployment goes on being called, and calls are still tried elsewhere',
    (failure) => {
      const test = start(a1 + a2, 'disable_cooldowns: true');
      for (let calls = 0; calls < 9; calls++)
        expect(fail(test.router.route(callFor('a')), failure())).toBe('a2');
      expect(routeTo(test, 'a')).toBe('a1');
      expect(test.news).toEqual([]);
      expect(test.router.status()[0]).toMatchObject({ health: 'available', failures: 9 });
    },
  );
});

describe('deployments with the caller’s own login', () => {
  const own =
    '  - {model_name: a, params: {model: claude_code_native/claude-opus-4-5, auth: client_oauth}, model_info: {id: own}}\n';

  it('call with it, and leave its failures to the caller', () => {
    const test = start(own + a2);
    const call = test.router.route(callFor('a', { callerLogin: 'sk-ant-oat01-mine' }));
    expect(call.target).toMatchObject({
      isNotional: true,
      endpoint: { credential: 'sk-ant-oat01-mine', isCallersLogin: true },
    });
    for (let calls = 0; calls < 9; calls++) {
      const failed = test.router.route(callFor('a', { callerLogin: 'sk-ant-oat01-mine' }));
      expect(fail(failed, calls % 2 === 0 ? failures.credential() : failures.rateLimited())).toBeUndefined();
    }
    expect(test.news).toEqual([]);
  });

  it('are passed over without one, while there are others', () => {
    expect(routeTo(start(own + a2), 'a')).toBe('a2');
  });

  it('say so where there are no others', () => {
    expect(errorOf(() => routeTo(start(own), 'a'))).toMatchObject({ status: 401 });
    const withFallback = start(own + b, 'fallbacks: [{a: [b]}]');
    expect(errorOf(() => routeTo(withFallback, 'a'))).toMatchObject({ status: 401 });
  });
});

describe('the limits of deployments', () => {
  const one = deployment('a', 'a1', ', rpm: 2');

  it('only say who is called, by default', () => {
    const test = start(one);
    expect([1, 2, 3].map(() => succeed(test.router.route(callFor('a'))))).toEqual(['a1', 'a1', 'a1']);
  });

  it('are held when the configuration says so', () => {
    const test = start(one, 'optional_pre_call_checks: [enforce_model_rate_limits]');
    for (const nowMs of [0, 5000]) {
      test.nowMs = nowMs;
      succeed(test.router.route(callFor('a')));
    }
    const error = errorOf(() => routeTo(test, 'a'));
    expect(error).toMatchObject({ status: 429, code: 'deployment_limits_reached' });
    test.nowMs += error.retryAfterSeconds! * 1000;
    expect(routeTo(test, 'a')).toBe('a1');
  });

  it('make calls go to a fallback when they are held', () => {
    const test = start(
      one + b,
      'fallbacks: [{a: [b]}], optional_pre_call_checks: [enforce_model_rate_limits]',
    );
    const places = [1, 2, 3].map(() => succeed(test.router.route(callFor('a'))));
    expect(places).toEqual(['a1', 'a1', 'b1']);
  });
});

describe('a conversation', () => {
  const two = deployment('a', 'a1') + deployment('a', 'a2');
  const inTalk = (talk: string) => callFor('a', { conversation: () => talk });

  it('is asked for only where there is a choice', () => {
    const request = callFor('a', {
      conversation: () => {
        throw new Error('asked for in vain');
      },
    });
    expect(start(a1).router.route(request).target.deploymentId).toBe('a1');
    expect(() => start(two).router.route(request)).toThrow('asked for in vain');
    expect(() => start(two, 'session_affinity: false').router.route(request)).not.toThrow();
  });

  it('stays where it was answered after a failure, though chance says otherwise', () => {
    const test = start(two);
    test.draw = () => 0;
    const call = test.router.route(inTalk('x'));
    expect(fail(call, failures.overloaded())).toBe('a2');
    expect(succeed(call)).toBe('a2');
    expect(succeed(test.router.route(inTalk('x')))).toBe('a2');
    expect(succeed(test.router.route(inTalk('y')))).toBe('a1');
  });

  it('stays through changes of settings, and leaves a deployment that is removed', () => {
    const test = start(two);
    test.draw = () => 0.9;
    expect(succeed(test.router.route(inTalk('x')))).toBe('a2');
    test.draw = () => 0;
    const [first, second] = test.router.deployments();
    test.router.replaceDeployments([first!, { ...second!, weight: 2 }]);
    expect(succeed(test.router.route(inTalk('x')))).toBe('a2');
    test.router.replaceDeployments([first!]);
    expect(succeed(test.router.route(inTalk('x')))).toBe('a1');
  });
});

describe('a deployment that is slow', () => {
  const twoFast = () => {
    const test = start(deployment('a', 'a1') + deployment('a', 'a2'));
    test.draw = () => 0;
    for (const draw of [0, 0.9]) {
      test.draw = () => draw;
      answerAfter(test, 400);
    }
    return test;
  };
  function answerAfter(test: RouterUnderTest, ms: number): void {
    const call = test.router.route(callFor('a'));
    call.begin();
    test.nowMs += ms;
    call.answered([]);
    call.end({ tokens: 1 });
  }

  it('cools down like one that fails when streams begin much later than elsewhere', () => {
    const test = twoFast();
    for (let calls = 0; calls < 4; calls++) answerAfter(test, 3100);
    expect(test.news).toMatchObject([{ deployment: 'a2', news: { kind: 'cooling_down', reason: 'slow' } }]);
  });

  it('is not too slow within three seconds, however fast the others are', () => {
    const test = twoFast();
    for (let calls = 0; calls < 10; calls++) answerAfter(test, 2900);
    expect(test.news).toEqual([]);
  });
});

describe('the status', () => {
  it('shows each deployment with its load, its latencies and what is left of its limits', () => {
    const test = start(deployment('a', 'a1', ', rpm: 10, tpm: 1000'));
    const call = test.router.route(callFor('a'));
    call.begin();
    test.nowMs = 250;
    call.answered(['anthropic-ratelimit-requests-remaining', '7']);
    call.end({ tokens: 40 });
    test.router.route(callFor('a')).begin();
    const standing = {
      health: 'available',
      inFlight: 1,
      requests: 2,
      tokens: 40,
      successes: 1,
      failures: 0,
      timeToFirstTokenMs: 250,
      durationMs: undefined,
      requestsLeft: 8,
      tokensLeft: 860,
      upstreamLimits: [{ name: 'requests', remaining: 7 }],
    };
    expect(test.router.status()).toMatchObject([
      { id: 'a1', ...standing, models: [{ model: 'claude-sonnet-4-5', ...standing }] },
    ]);
  });

  it('shows why and until when one cools down', () => {
    const test = start(a1 + a2);
    coolDown(test, 'a', failures.overloaded);
    test.nowMs = 1000;
    expect(test.router.status()[0]).toMatchObject({
      health: 'cooling_down',
      reason: 'overloaded',
      untilMs: 31_500,
      error: { type: 'overloaded_error', message: 'Overloaded' },
      failures: 4,
    });
  });

  it('shows a wildcard by its models, the worst off first, and one that was never called', () => {
    const test = start(deployment('claude-*', 'wild', '', 'claude-*') + b);
    succeed(test.router.route(callFor('claude-haiku-4-5')));
    coolDown(test, 'claude-opus-4-5');
    expect(test.router.status()).toMatchObject([
      {
        id: 'wild',
        health: 'cooling_down',
        requests: 5,
        models: [{ model: 'claude-opus-4-5' }, { model: 'claude-haiku-4-5', health: 'available' }],
      },
      { id: 'b1', health: 'available', requests: 0, models: [] },
    ]);
    // What has befallen one model says nothing of another.
    expect(routeTo(test, 'claude-haiku-4-5')).toBe('wild');
  });
});

describe('names', () => {
  it('that callers make up take no more memory than a bounded number of them', () => {
    const test = start(deployment('*', 'wild', '', '*'));
    for (let name = 0; name < 5000; name++) succeed(test.router.route(callFor(`made-up-${name}`)));
    expect(test.router.status()[0]!.models.length).toBeLessThanOrEqual(2000);
  });

  it('are not served when they are longer than any model’s', () => {
    const test = start(deployment('*', 'wild', '', '*'));
    expect(errorOf(() => routeTo(test, 'x'.repeat(257)))).toMatchObject({ status: 404 });
  });

  it('of a deployment that is added or removed are served, or not, from the next call on', () => {
    const test = start(a1 + b);
    const [first, second] = test.router.deployments();
    test.router.replaceDeployments([first!]);
    expect(errorOf(() => routeTo(test, 'b'))).toMatchObject({ status: 404 });
    expect(test.router.models().map(({ id }) => id)).toEqual(['a']);
    test.router.replaceDeployments([first!, second!]);
    expect(routeTo(test, 'b')).toBe('b1');
  });

  it('that find no credential at all say which is missing, until a deployment is added', () => {
    const test = new RouterUnderTest('general_settings: {}');
    expect(errorOf(() => routeTo(test, 'claude-x'))).toMatchObject({ status: 503, type: 'not_configured' });
    test.router.replaceDeployments(start(b).router.deployments());
    expect(routeTo(test, 'b')).toBe('b1');
    expect(errorOf(() => routeTo(test, 'claude-x'))).toMatchObject({ status: 404 });
  });
});
