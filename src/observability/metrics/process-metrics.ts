import { performance } from 'node:perf_hooks';

import { collectDefaultMetrics, Registry } from 'prom-client';

import type { MetricRow } from './metric-row.js';

/** How often the event loop's lag is looked at: every 10 ms, as usual, would wake a gateway that idles. */
const LAG_EVERY_MS = 50;

/** Begins to watch memory, CPU, garbage collection, files and the event loop, under the names that dashboards know. */
export function watchProcess(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS });
  return registry;
}

/** What has no usual name. */
export const PROCESS_ROWS: readonly MetricRow[] = [
  {
    kind: 'counter',
    name: 'tollgate_event_loop_active_seconds_total',
    help: 'Time in which the event loop had something to do; its rate is the loop’s utilisation, from 0 to 1.',
    read: () => [[{}, performance.eventLoopUtilization().active / 1000]],
  },
];
