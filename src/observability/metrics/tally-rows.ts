import type { AttemptTallies } from './attempt-tallies.js';
import type { Labels } from './labels.js';
import type { MetricRow, Sample } from './metric-row.js';
import type { RequestTallies } from './request-tallies.js';

const NANO = 1_000_000_000;

type AttemptSeries = AttemptTallies['series'][number];

/** The metrics of requests. */
export function requestRows(tallies: RequestTallies): MetricRow[] {
  return [
    {
      kind: 'counter',
      name: 'tollgate_requests_total',
      help: 'Requests to the LLM API that have ended.',
      read: () =>
        tallies.series.flatMap(({ labels, endings }) =>
          endings.list.map((ending) => [{ ...labels, ...endingLabels(ending) }, ending.count] as const),
        ),
    },
    {
      kind: 'histogram',
      name: 'tollgate_request_duration_seconds',
      help: 'Time from a request’s headers to the last byte of its answer.',
      read: () => tallies.series.map(({ labels, duration }) => [labels, duration] as const),
    },
    {
      kind: 'histogram',
      name: 'tollgate_time_to_first_token_seconds',
      help: 'Time from a request’s headers to the beginning of its streamed answer.',
      read: () =>
        tallies.series
          .filter(({ labels }) => labels.stream !== 'false')
          .map(({ labels, timeToFirstToken }) => [labels, timeToFirstToken] as const),
    },
    {
      kind: 'histogram',
      name: 'tollgate_overhead_seconds',
      help: 'The part of the time until an answer began that the gateway took itself.',
      read: () => [...tallies.overheads].map(([route, counts]) => [{ route }, counts] as const),
    },
    {
      kind: 'counter',
      name: 'tollgate_refusals_total',
      help: 'Requests that were refused before any upstream was called.',
      read: () => refusalSamples(tallies),
    },
  ];
}

/** The metrics of attempts at upstreams. */
export function attemptRows(tallies: AttemptTallies): MetricRow[] {
  const samplesOf = (read: (series: AttemptSeries) => Iterable<Sample>) => () =>
    tallies.series.flatMap((series) => [...read(series)]);
  return [
    {
      kind: 'counter',
      name: 'tollgate_upstream_attempts_total',
      help: 'Attempts to get an answer from upstream: a request’s first, its retries, and those under a fallback’s name.',
      read: samplesOf(({ labels, endings }) =>
        endings.list.map((ending) => [
          { ...labels, kind: ending.kind, ...endingLabels(ending) },
          ending.count,
        ]),
      ),
    },
    {
      kind: 'counter',
      name: 'tollgate_tokens_total',
      help: 'Tokens used, each of one type only; output has its thinking inside.',
      read: samplesOf(({ labels, tokens: { thinking: _thinking, ...tokens } }) =>
        Object.entries(tokens).map(([type, count]) => [{ ...labels, type }, count]),
      ),
    },
    {
      kind: 'counter',
      name: 'tollgate_thinking_tokens_total',
      help: 'The part of the output tokens that was thinking.',
      read: samplesOf(({ labels, tokens }) => [[labels, tokens.thinking]]),
    },
    {
      kind: 'counter',
      name: 'tollgate_cost_usd_total',
      help: 'Cost in US dollars: billed to the gateway’s credentials, or notional where a caller’s own plan pays.',
      read: samplesOf(({ labels, billedNanoUsd, notionalNanoUsd }) => [
        [{ ...labels, billing: 'billed' }, billedNanoUsd / NANO],
        [{ ...labels, billing: 'notional' }, notionalNanoUsd / NANO],
      ]),
    },
    {
      kind: 'counter',
      name: 'tollgate_unpriced_attempts_total',
      help: 'Answers of models without a known price, which no cost counts.',
      read: samplesOf(({ labels, unpriced }) => [[labels, unpriced]]),
    },
  ];
}

function refusalSamples({ refusals }: RequestTallies): Sample[] {
  return [...refusals].flatMap(([route, byReason]) =>
    [...byReason].map(([reason, count]) => [{ route, reason }, count] as const),
  );
}

function endingLabels(ending: { result: string; statusClass: number; errorType?: string }): Labels {
  return {
    result: ending.result,
    status_class: `${ending.statusClass}xx`,
    error_type: ending.errorType ?? '',
  };
}
