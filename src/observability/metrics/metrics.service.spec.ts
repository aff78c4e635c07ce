import pino from 'pino';

import { loadConfig } from '../../config/load-config.js';
import {
  type ObservedAttempt,
  type ObservedEnding,
  type ObservedRequest,
  RequestObservers,
} from '../request-observer.js';
import type { Sample } from './metric-row.js';
import { MetricsService } from './metrics.service.js';

const REQUEST: ObservedRequest = {
  requestId: 'req_1',
  route: 'messages',
  requestedModel: 'claude-sonnet-4-5',
  deploymentId: 'sonnet-1',
  provider: 'anthropic',
  isStream: true,
  result: 'completed',
  status: 200,
  attempts: 1,
  durationMs: 1500,
  timeToFirstTokenMs: 300,
  overheadMs: 0.8,
};

const ATTEMPT: ObservedAttempt = {
  requestId: 'req_1',
  attempt: 1,
  model: 'claude-sonnet-4-5',
  provider: 'anthropic',
  deployment: 'sonnet-1',
  isStream: true,
  createdAtMs: 0,
};

const ENDING: ObservedEnding = {
  result: 'completed',
  status: 200,
  usage: {
    inputTokens: 10,
    cacheReadTokens: 200,
    cacheWrite5mTokens: 30,
    cacheWrite1hTokens: 4,
    outputTokens: 50,
    thinkingTokens: 20,
    webSearchRequests: 0,
    webFetchRequests: 0,
  },
  costNanoUsd: 1_500_000,
  durationMs: 1400,
  timeToFirstTokenMs: 250,
};

function startMetrics() {
  const config = loadConfig({
    flags: {},
    env: {},
    cwd: '/',
    readFile: () => {
      throw Object.assign(new Error('none'), { code: 'ENOENT' });
    },
  });
  const observers = new RequestObservers(pino({ level: 'silent' }));
  const metrics = new MetricsService(config, observers);
  metrics.nameModels(() => ['claude-sonnet-4-5', 'house-model']);
  /** The lines of a metric, and of nothing else. */
  const linesOf = async (name: string): Promise<string[]> => {
    const { body } = await metrics.render();
    return body.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  };
  return { metrics, observers, linesOf };
}

describe('metrics', () => {
  it('count requests by what they asked for and how they ended', async () => {
    const { observers, linesOf } = startMetrics();
    observers.requestEnded(REQUEST);
    observers.requestEnded(REQUEST);
    const failure = { result: 'failed', status: 529, errorType: 'overloaded_error' } as const;
    observers.requestEnded({ ...REQUEST, ...failure });
    const place =
      'route="messages",stream="true",model="claude-sonnet-4-5",provider="anthropic",deployment="sonnet-1"';
    expect(await linesOf('tollgate_requests_total')).toEqual([
      `tollgate_requests_total{${place},result="completed",status_class="2xx",error_type=""} 2`,
      `tollgate_requests_total{${place},result="failed",status_class="5xx",error_type="overloaded_error"} 1`,
    ]);
  });

  it('sort durations into buckets', async () => {
    const { observers, linesOf } = startMetrics();
    for (const durationMs of [5, 10, 1999, 700_000]) observers.requestEnded({ ...REQUEST, durationMs });
    const buckets = await linesOf('tollgate_request_duration_seconds_bucket');
    const counts = buckets.map((line) => /le="([^"]+)".* (\d+)$/.exec(line)?.slice(1).join(': '));
    expect(counts).toEqual(
      expect.arrayContaining(['0.01: 2', '0.05: 2', '1: 2', '2: 3', '600: 3', '+Inf: 4']),
    );
    expect((await linesOf('tollgate_request_duration_seconds_sum'))[0]).toMatch(/ 702\.014$/);
    expect((await linesOf('tollgate_request_duration_seconds_count'))[0]).toMatch(/ 4$/);
  });

  it('count tokens in disjoint types, and dollars by who pays', async () => {
    const { observers, linesOf } = startMetrics();
    observers.attemptEnded(ATTEMPT, ENDING);
    observers.attemptEnded({ ...ATTEMPT, isNotional: true }, ENDING);
    observers.attemptEnded(ATTEMPT, { ...ENDING, costNanoUsd: null });
    const place = 'model="claude-sonnet-4-5",provider="anthropic",deployment="sonnet-1"';
    expect(await linesOf('tollgate_tokens_total')).toEqual(
      [
        ['input', 30],
        ['cache_read', 600],
        ['cache_write_5m', 90],
        ['cache_write_1h', 12],
        ['output', 150],
      ].map(([type, count]) => `tollgate_tokens_total{${place},type="${type}"} ${count}`),
    );
    expect(await linesOf('tollgate_thinking_tokens_total')).toEqual([
      `tollgate_thinking_tokens_total{${place}} 60`,
    ]);
    expect(await linesOf('tollgate_cost_usd_total')).toEqual([
      `tollgate_cost_usd_total{${place},billing="billed"} 0.0015`,
      `tollgate_cost_usd_total{${place},billing="notional"} 0.0015`,
    ]);
    expect(await linesOf('tollgate_unpriced_attempts_total')).toEqual([
      `tollgate_unpriced_attempts_total{${place}} 1`,
    ]);
  });

  it('tell a first attempt from a retry and from a fallback, which counts under its own name', async () => {
    const { observers, linesOf } = startMetrics();
    const failure = { result: 'failed', status: 502, errorType: 'upstream_error', usage: undefined } as const;
    observers.attemptEnded(ATTEMPT, { ...ENDING, ...failure });
    observers.attemptEnded({ ...ATTEMPT, attempt: 2 }, { ...ENDING, ...failure });
    observers.attemptEnded({ ...ATTEMPT, attempt: 3, servedModel: 'house-model' }, ENDING);
    const lines = await linesOf('tollgate_upstream_attempts_total');
    expect(lines.map((line) => /model="([^"]+)".*kind="(\w+)",result="(\w+)"/.exec(line)?.slice(1))).toEqual([
      ['claude-sonnet-4-5', 'first', 'failed'],
      ['claude-sonnet-4-5', 'retry', 'failed'],
      ['house-model', 'fallback', 'completed'],
    ]);
  });

  it('say why requests were refused before any upstream was called', async () => {
    const { observers, linesOf } = startMetrics();
    const refused = { ...REQUEST, result: 'failed', status: 429, attempts: 0 } as const;
    observers.requestEnded({ ...refused, errorType: 'rate_limit_error', errorCode: 'rate_limit_exceeded' });
    observers.requestEnded({ ...refused, errorType: 'insufficient_quota', errorCode: 'budget_exceeded' });
    observers.requestEnded({ ...refused, status: 401, errorType: 'authentication_error' });
    const nowhere = { ...refused, deploymentId: undefined };
    observers.requestEnded({ ...nowhere, errorType: 'rate_limit_error' });
    observers.requestEnded({ ...nowhere, errorType: 'overloaded_error' });
    observers.requestEnded({ ...nowhere, errorType: 'invalid_request_error', errorCode: 'model_not_found' });
    observers.requestEnded({ ...nowhere, errorType: 'invalid_request_error' });
    // An upstream that refuses is no refusal of the gateway.
    observers.requestEnded({ ...refused, attempts: 1, errorType: 'rate_limit_error' });
    expect(await linesOf('tollgate_refusals_total')).toEqual(
      [
        ['rate_limit', 1],
        ['budget', 1],
        ['authentication', 1],
        ['no_deployment', 2],
        ['model_not_found', 1],
        ['invalid_request', 1],
      ].map(([reason, count]) => `tollgate_refusals_total{route="messages",reason="${reason}"} ${count}`),
    );
  });

  it('have no label for a model that the configuration does not name, however many are made up', async () => {
    const { observers, metrics, linesOf } = startMetrics();
    const made = (count: number) => {
      for (let number = 0; number < count; number += 1) {
        const model = `made-up-${number}`;
        observers.requestEnded({ ...REQUEST, requestedModel: model });
        observers.attemptEnded({ ...ATTEMPT, model }, ENDING);
      }
    };
    made(1);
    await metrics.render();
    const { body: before } = await metrics.render();
    made(10_000);
    const { body: after } = await metrics.render();
    const seriesOf = (text: string) =>
      text.split('\n').flatMap((line) => (line.startsWith('tollgate_') ? [line.split(' ')[0]] : []));
    expect(seriesOf(after)).toEqual(seriesOf(before));
    expect(await linesOf('tollgate_requests_total')).toEqual([
      expect.stringMatching(/model="other".* 10001$/),
    ]);
  });

  it('count a release of a model with a date under the model’s name', async () => {
    const { observers, linesOf } = startMetrics();
    observers.requestEnded({ ...REQUEST, requestedModel: 'claude-sonnet-4-5-20250929' });
    expect(await linesOf('tollgate_requests_total')).toEqual([
      expect.stringContaining('model="claude-sonnet-4-5"'),
    ]);
  });

  it('name a model that has been added meanwhile', async () => {
    const { observers, metrics, linesOf } = startMetrics();
    observers.requestEnded({ ...REQUEST, requestedModel: 'new-model' });
    metrics.nameModels(() => ['new-model']);
    await metrics.render();
    observers.requestEnded({ ...REQUEST, requestedModel: 'new-model' });
    const lines = await linesOf('tollgate_requests_total');
    expect(lines.map((line) => /model="([^"]+)"/.exec(line)?.[1])).toEqual(['other', 'new-model']);
  });

  it('stop making series at five hundred of a kind, and say how much counts as other', async () => {
    const { observers, linesOf } = startMetrics();
    for (let number = 0; number < 600; number += 1) {
      observers.requestEnded({ ...REQUEST, deploymentId: `deployment-${number}` });
      observers.attemptEnded({ ...ATTEMPT, deployment: `deployment-${number}` }, ENDING);
    }
    const lines = await linesOf('tollgate_requests_total');
    expect(lines).toHaveLength(501);
    expect(lines.at(-1)).toMatch(/deployment="other".* 100$/);
    expect(await linesOf('tollgate_metrics_overflown_total')).toEqual([
      'tollgate_metrics_overflown_total 200',
    ]);
  });

  it('show what others keep, and leave out what is not known', async () => {
    const { metrics, linesOf } = startMetrics();
    const known: Sample[] = [];
    const row = { kind: 'gauge', help: 'Of a test.' } as const;
    metrics.add([
      {
        ...row,
        name: 'tollgate_plain',
        read: () => known,
      },
      {
        ...row,
        name: 'tollgate_labelled',
        read: () => [[{ deployment: 'a"b' }, 2]],
      },
    ]);
    expect(await linesOf('tollgate_plain')).toEqual([]);
    known.push([{}, 7]);
    expect(await linesOf('tollgate_plain')).toEqual(['tollgate_plain 7']);
    expect(await linesOf('tollgate_labelled')).toEqual(['tollgate_labelled{deployment="a\\"b"} 2']);
  });

  it('still show everything when a count is impossible', async () => {
    const { observers, linesOf } = startMetrics();
    observers.attemptEnded(ATTEMPT, { ...ENDING, costNanoUsd: Number.NaN });
    observers.attemptEnded({ ...ATTEMPT, deployment: 'sonnet-2' }, ENDING);
    const lines = await linesOf('tollgate_cost_usd_total');
    expect(lines).toContainEqual(expect.stringMatching(/deployment="sonnet-2",billing="billed"} 0.0015$/));
  });

  it('have a help text each, and names by the rules of Prometheus', async () => {
    const { observers, metrics } = startMetrics();
    observers.requestEnded(REQUEST);
    observers.attemptEnded(ATTEMPT, ENDING);
    const { body, contentType } = await metrics.render();
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    const types = [...body.matchAll(/^# TYPE (tollgate_\S+) (\w+)$/gm)].map(([, name, type]) => [name, type]);
    expect(types.length).toBeGreaterThan(10);
    for (const [name, type] of types as [string, string][]) {
      expect(body).toMatch(new RegExp(`^# HELP ${name} .{20,}$`, 'm'));
      expect(name.endsWith('_total')).toBe(type === 'counter');
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
  });

  it('tell of memory, CPU and the event loop', async () => {
    const { metrics } = startMetrics();
    const { body } = await metrics.render();
    for (const name of [
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(body).toMatch(new RegExp(`^${name} `, 'm'));
    }
    expect(body).toMatch(/^tollgate_event_loop_active_seconds_total [\d.]+$/m);
  });
});

describe('those who watch requests', () => {
  it('cannot make one fail: what they throw is logged once', () => {
    const lines: string[] = [];
    const observers = new RequestObservers(
      pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    );
    const fail = () => {
      throw new Error('the meter is broken');
    };
    observers.add({ requestEnded: fail, attemptEnded: fail });
    observers.requestEnded(REQUEST);
    observers.attemptEnded(ATTEMPT, ENDING);
    expect(lines).toEqual([expect.stringContaining('the meter is broken')]);
  });
});
