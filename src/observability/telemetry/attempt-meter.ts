import type { Attributes, Histogram, Meter } from '@opentelemetry/api';

import type { ModelLabels } from '../metrics/model-labels.js';
import type { ObservedAttempt, ObservedEnding, RequestObserver } from '../request-observer.js';
import { inputTokensOf, operationAttributes } from './gen-ai-attributes.js';

/** The bounds that the conventions name. */
const TOKEN_BOUNDS = Array.from({ length: 14 }, (_, power) => 4 ** power);
const SECOND_BOUNDS = Array.from({ length: 14 }, (_, power) => 2 ** power / 100);

/** Measures attempts by the metrics of the GenAI conventions. */
export class AttemptMeter implements RequestObserver {
  private readonly tokens: Histogram;
  private readonly duration: Histogram;
  private readonly timeToFirstChunk: Histogram;

  /** Callers choose model names, so they go by their labels. */
  constructor(
    meter: Meter,
    private readonly models: ModelLabels,
  ) {
    const seconds = { unit: 's', advice: { explicitBucketBoundaries: SECOND_BOUNDS } };
    this.tokens = meter.createHistogram('gen_ai.client.token.usage', {
      description: 'Number of input and output tokens used.',
      unit: '{token}',
      advice: { explicitBucketBoundaries: TOKEN_BOUNDS },
    });
    this.duration = meter.createHistogram('gen_ai.client.operation.duration', {
      description: 'Duration of an attempt at upstream.',
      ...seconds,
    });
    this.timeToFirstChunk = meter.createHistogram('gen_ai.client.operation.time_to_first_chunk', {
      description: 'Time until the first chunk of a streamed answer.',
      ...seconds,
    });
  }

  requestEnded(): void {}

  attemptEnded(attempt: ObservedAttempt, ending: ObservedEnding): void {
    const { usage, timeToFirstTokenMs, errorType, durationMs } = ending;
    const operation = operationAttributes(attempt, this.models.labelOf(attempt.upstreamModel));
    this.duration.record(durationMs / 1000, withError(operation, errorType));
    if (timeToFirstTokenMs !== undefined) this.timeToFirstChunk.record(timeToFirstTokenMs / 1000, operation);
    if (usage === undefined) return;
    this.tokens.record(inputTokensOf(usage), { ...operation, 'gen_ai.token.type': 'input' });
    this.tokens.record(usage.outputTokens, { ...operation, 'gen_ai.token.type': 'output' });
  }
}

function withError(attributes: Attributes, errorType: string | undefined): Attributes {
  return errorType === undefined ? attributes : { ...attributes, 'error.type': errorType };
}
