import type { MetricRow } from '../observability/metrics/metric-row.js';

/** The link to what all replicas share. */
interface SharedLink {
  readonly isUp: boolean;
  readonly replicaCount: number;
}

/** The metrics of several replicas; without Redis they are there without a value. */
export function sharedStateRows(link: SharedLink | undefined): MetricRow[] {
  return [
    {
      kind: 'gauge',
      name: 'tollgate_redis_up',
      help: '1 while limits and budgets are shared through Redis, 0 while each replica goes on with its share.',
      read: () => (link === undefined ? [] : [[{}, Number(link.isUp)]]),
    },
    {
      kind: 'gauge',
      name: 'tollgate_replicas',
      help: 'How many replicas are alive; while Redis is away, how many there were last.',
      read: () => (link === undefined ? [] : [[{}, link.replicaCount]]),
    },
  ];
}
