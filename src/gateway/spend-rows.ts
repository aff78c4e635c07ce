import type { MetricRow, Sample } from '../observability/metrics/metric-row.js';
import type { SpendBookFigures } from '../usage/spend-book.js';

/** What the spend journal and the database behind it are asked. */
export interface SpendSource {
  /** Undefined before the journal is open. */
  figures: () => SpendBookFigures | undefined;
  /** Undefined where there is no database. */
  isDatabaseAvailable: () => boolean | undefined;
}

/** The metrics of the spend journal and of the database behind it. */
export function spendRows({ figures, isDatabaseAvailable }: SpendSource): MetricRow[] {
  const gauge = (name: string, help: string, valueOf: (known: SpendBookFigures) => number): MetricRow => ({
    ...{ kind: 'gauge', name, help },
    read: () => {
      const known = figures();
      return known === undefined ? [] : [sampleOf(valueOf(known))];
    },
  });
  return [
    gauge(
      'tollgate_reservations_open',
      'Attempts under way, for which spend is reserved.',
      ({ openAttempts }) => openAttempts,
    ),
    gauge(
      'tollgate_journal_unshipped_records',
      'Usage records that are in the journal and not yet in the database.',
      ({ unshippedRecords }) => unshippedRecords,
    ),
    gauge(
      'tollgate_journal_unshipped_bytes',
      'The size of the usage records that are not yet in the database.',
      ({ unshippedBytes }) => unshippedBytes,
    ),
    gauge(
      'tollgate_journal_oldest_unshipped_age_seconds',
      'How long the oldest record that is not yet in the database has waited; 0 when there is none.',
      ({ oldestUnshippedAtMs }) => secondsSince(oldestUnshippedAtMs),
    ),
    gauge(
      'tollgate_journal_writable',
      '1 while the disk takes the journal; 0 while it does not, and new calls are refused.',
      ({ isWritable }) => Number(isWritable),
    ),
    {
      kind: 'gauge',
      name: 'tollgate_database_up',
      help: '1 when the database answered when it was last needed, 0 while it is away; absent without one.',
      read: () => {
        const isAvailable = isDatabaseAvailable();
        return isAvailable === undefined ? [] : [sampleOf(Number(isAvailable))];
      },
    },
  ];
}

function sampleOf(value: number): Sample {
  return [{}, value];
}

function secondsSince(timeMs: number | undefined): number {
  return timeMs === undefined ? 0 : Math.max(0, Date.now() - timeMs) / 1000;
}
