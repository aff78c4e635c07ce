import type { Summary } from '../../api/answers.js';

export type Sums = Summary['totals'];
/** The sums of one model, team, key or time. */
export type SummaryGroup = Summary['data'][number];

/** All tokens, wherever they went. */
export function tokensOf(sums: Sums): number {
  return sums.input_tokens + sums.output_tokens + sums.cache_read_tokens + sums.cache_write_tokens;
}
