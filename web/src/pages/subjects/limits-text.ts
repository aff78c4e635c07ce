import { countText } from '../../components/count-text.js';
import { formatCount } from '../../components/tokens.js';
import type { Subject } from './subject.js';

type Limits = Pick<Subject, 'rpm_limit' | 'tpm_limit' | 'max_parallel_requests'>;

const UNITS = [
  ['rpm_limit', (limit: number) => `${countText(limit, 'request')} a minute`],
  ['tpm_limit', (limit: number) => `${countText(limit, 'token')} a minute`],
  ['max_parallel_requests', (limit: number) => `${formatCount(limit)} at once`],
] as const;

/** `60 requests a minute, 100K tokens a minute`; a dash for none. */
export function limitsText(limits: Limits): string {
  const set = UNITS.flatMap(([name, textOf]) => {
    const limit = limits[name];
    return limit === null ? [] : [textOf(limit)];
  });
  return set.join(', ') || '–';
}
