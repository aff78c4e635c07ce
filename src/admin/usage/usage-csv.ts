import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { UsageExport } from '../../usage/usage-reports.service.js';
import { type UsageAnswer, usageAnswer } from './usage-answer.js';

const COLUMNS: readonly (keyof UsageAnswer)[] = [
  'created_at',
  'request_id',
  'attempt_id',
  'attempt',
  'route',
  'key_id',
  'key_name',
  'team_id',
  'team_name',
  'user_id',
  'user_name',
  'model',
  'upstream_model',
  'provider',
  'deployment',
  'input_tokens',
  'output_tokens',
  'thinking_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_5m_tokens',
  'cache_write_1h_tokens',
  'web_search_requests',
  'web_fetch_requests',
  'cost_usd',
  'is_estimated',
  'is_suspect',
  'result',
  'status',
  'error_type',
  'error_code',
  'stream',
  'duration_ms',
  'time_to_first_token_ms',
  'session_id',
  'served_model',
  'is_notional',
];

/** Between these, those who wait for the next piece of a stream get theirs. */
const RECORDS_A_TURN = 50;

/** An export as CSV, made piece by piece as the reader takes it. */
export function csvOf(usage: UsageExport): Readable {
  const csv = Readable.from(linesOf(usage.pieces), { objectMode: false });
  // A generator that was never begun does not run its `finally`.
  return csv.once('close', () => usage.close());
}

async function* linesOf(pieces: UsageExport['pieces']): AsyncGenerator<string> {
  yield linesOfRows([COLUMNS]);
  for await (const records of pieces) {
    for (let first = 0; first < records.length; first += RECORDS_A_TURN) {
      const turn = records.slice(first, first + RECORDS_A_TURN);
      yield linesOfRows(turn.map((record) => rowOf(usageAnswer(record))));
      await nextTurn();
    }
  }
}

function rowOf(answer: UsageAnswer): unknown[] {
  return COLUMNS.map((column) => (column === 'cost_usd' ? decimalOf(answer.cost_usd) : answer[column]));
}

/** Spreadsheets run what begins like a formula, and callers choose the names of models and sessions. */
function linesOfRows(rows: readonly (readonly unknown[])[]): string {
  return stringify([...rows] as unknown[][], {
    escape_formulas: true,
    record_delimiter: 'windows',
    // A line break of either kind would begin a row for some readers.
    quoted_match: /[\r\n]/,
    cast: { boolean: String },
  });
}

/** Without an exponent, which not every reader takes for a number. */
function decimalOf(dollars: number | null): string | null {
  return dollars === null ? null : dollars.toFixed(9).replace(/\.?0+$/, '');
}
