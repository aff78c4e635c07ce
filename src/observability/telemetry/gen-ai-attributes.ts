import type { Attributes } from '@opentelemetry/api';

import type { TokenUsage } from '../../translation/token-usage.js';
import type { ObservedAttempt, ObservedEnding } from '../request-observer.js';

const NANO = 1_000_000_000;

/** What the GenAI conventions want of an attempt, whether in a span or in a metric. */
export function operationAttributes({ origin }: ObservedAttempt, model: string | undefined): Attributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': model,
    ...serverAttributes(origin),
  };
}

/** What a span tells of an attempt beyond that. */
export function attemptAttributes(attempt: ObservedAttempt, ending: ObservedEnding): Attributes {
  const { timeToFirstTokenMs, usage, costNanoUsd } = ending;
  return {
    ...operationAttributes(attempt, attempt.upstreamModel),
    'gen_ai.request.stream': attempt.isStream,
    'gen_ai.conversation.id': attempt.sessionId,
    'gen_ai.response.time_to_first_chunk': timeToFirstTokenMs && timeToFirstTokenMs / 1000,
    ...(usage === undefined ? {} : usageAttributes(usage)),
    'error.type': ending.errorType,
    'tollgate.provider': attempt.provider,
    'tollgate.deployment': attempt.deployment,
    'tollgate.attempt': attempt.attempt,
    'tollgate.fallback': attempt.servedModel,
    'tollgate.cost_usd': costNanoUsd === null ? undefined : costNanoUsd / NANO,
    'tollgate.cost_is_notional': attempt.isNotional,
  };
}

/** All input tokens, those of the prompt cache with them: unlike Anthropic's own figure, the conventions' is the sum. */
export function inputTokensOf(usage: TokenUsage): number {
  return usage.inputTokens + usage.cacheReadTokens + cacheWrittenTokensOf(usage);
}

function cacheWrittenTokensOf({ cacheWrite5mTokens, cacheWrite1hTokens }: TokenUsage): number {
  return cacheWrite5mTokens + cacheWrite1hTokens;
}

function usageAttributes(usage: TokenUsage): Attributes {
  return {
    'gen_ai.usage.input_tokens': inputTokensOf(usage),
    'gen_ai.usage.output_tokens': usage.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage.cacheReadTokens,
    'gen_ai.usage.cache_creation.input_tokens': cacheWrittenTokensOf(usage),
    'gen_ai.usage.reasoning.output_tokens': usage.thinkingTokens,
  };
}

function serverAttributes(origin: string | undefined): Attributes {
  if (origin === undefined || !URL.canParse(origin)) return {};
  const { hostname, port, protocol } = new URL(origin);
  return {
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'http:' ? 80 : 443),
  };
}
