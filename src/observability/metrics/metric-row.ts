import type { BucketCounts } from './bucket-counts.js';
import type { Labels } from './labels.js';

/** A value of a metric, for one set of its labels. */
export type Sample = readonly [labels: Labels, value: number];

interface Described {
  /** Begins with `tollgate_`; a counter's ends with `_total`. */
  readonly name: string;
  readonly help: string;
}

/** A number whose value is kept elsewhere, and read when somebody asks. */
export interface NumberRow extends Described {
  readonly kind: 'counter' | 'gauge';
  /** Takes no longer than a look at what is in memory. */
  readonly read: () => Iterable<Sample>;
}

/** A histogram whose counts are kept elsewhere. */
export interface HistogramRow extends Described {
  readonly kind: 'histogram';
  readonly read: () => Iterable<readonly [labels: Labels, counts: BucketCounts]>;
}

export type MetricRow = NumberRow | HistogramRow;
