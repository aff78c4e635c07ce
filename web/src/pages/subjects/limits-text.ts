import { formatCount } from '../../components/tokens.js';
import type { Subject } from './subject.js';

type Limits = Pick<Subject, 'rpm_limit' | 'tpm_limit' | 'max_parallel_requests'>;

const UNITS = [
  ['rpm_limit', 'requests a minute'],
  ['tpm_limit', 'tokens a minute'],
  ['max_parallel_requests', 'at once'],
] as const;

/** `60 requests a minute, 100K tokens a minute`; a dash for none. */
export function limitsText(limits: Limits): string {
  const set = UNITS.flatMap(([name, unit]) => {
    const limit = limits[name];
    return limit === null ? [] : [`${formatCount(limit)} ${unit}`];
  });
  return set.join(', ') || '–';
}
