import { loadConfig } from '../config/load-config.js';
import {
  type GatewayError,
  InvalidRequestError,
  ModelNotFoundError,
  RateLimitError,
  UpstreamCredentialError,
  UpstreamError,
  UpstreamOverloadedError,
  UpstreamTimeoutError,
} from '../errors/gateway-error.js';
import type { Provider } from '../providers/provider.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import type { RouteRequest } from './call/call-route.js';
import type { HealthNews } from './health/candidate-health.js';
import { Router } from './router.js';

/** A router by the text of a config file, in a time and with a luck that the test decides. */
export class RouterUnderTest {
  readonly router: Router;
  readonly news: { deployment: string; atMs: number; news: HealthNews }[] = [];
  readonly modelsFound: string[] = [];
  nowMs = 0;
  draw = (): number => 0.5;

  constructor(yaml: string) {
    const config = loadConfig({ flags: { config: 'config.yaml' }, env: {}, cwd: '/', readFile: () => yaml });
    const names = ['anthropic', 'claude_code_native'];
    const registry = new ProviderRegistry(names.map((name) => ({ name }) as Provider));
    const circumstances = { nowMs: () => this.nowMs, epochMs: () => this.nowMs, draw: () => this.draw() };
    this.router = new Router(
      config,
      { registry, circumstances },
      {
        healthChanged: ({ deployment }, news) =>
          this.news.push({ deployment: deployment.id, atMs: this.nowMs, news }),
        modelFound: (model) => this.modelsFound.push(model),
        conversationBound: () => {},
      },
    );
  }
}

/** A streamed call without a conversation. */
export function callFor(model: string, more: Partial<RouteRequest> = {}): RouteRequest {
  return {
    model,
    isStream: true,
    callerLogin: undefined,
    estimatedTokens: 100,
    conversation: () => undefined,
    ...more,
  };
}

/** Failures as they come from upstream or from the way to it. */
export const upstreamFailures = {
  overloaded: () => new UpstreamOverloadedError({ message: 'Overloaded', upstream: answerOf(529) }),
  failed: () => new UpstreamError({ message: 'Internal server error', upstream: answerOf(500) }),
  unreachable: () => new UpstreamError({ message: 'Upstream refused the connection.' }),
  timedOut: () => new UpstreamTimeoutError({ message: 'Upstream did not begin to answer in time.' }),
  credential: () => new UpstreamCredentialError({ message: 'invalid x-api-key', upstream: answerOf(401) }),
  forbidden: (words: string) =>
    new UpstreamCredentialError({ message: words, upstream: answerOf(403, {}, words) }),
  notFound: () => new ModelNotFoundError({ message: 'model: x', upstream: answerOf(404) }),
  invalid: (words: string) => new InvalidRequestError({ message: words, upstream: answerOf(400, {}, words) }),
  tooLong: () =>
    new InvalidRequestError({
      message: 'prompt is too long',
      code: 'context_length_exceeded',
      upstream: answerOf(400),
    }),
  rateLimited: (headers: Record<string, string> = {}) =>
    new RateLimitError({ message: 'Too many requests', upstream: answerOf(429, headers) }),
} satisfies Record<string, (argument: never) => GatewayError>;

function answerOf(status: number, headers: Record<string, string> = {}, message = 'no') {
  return { status, headers, body: new TextEncoder().encode(JSON.stringify({ error: { message } })) };
}
