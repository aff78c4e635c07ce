import type { ScalarKind } from './scalar-kind.js';
import { refuse } from './scalar-kind.js';

const PATTERN = /^([1-9]\d*)([smhdw])$/;
const MILLISECONDS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const DAY_MS = 86_400_000;
const MOST_DAYS = 36_500;

/** How long something is kept, at least a day: `90d`. Milliseconds here. */
export const retentionPeriod: ScalarKind<number> = {
  allowed: `a whole number followed by s, m, h, d or w, from 1d to ${MOST_DAYS}d`,
  example: '90d',
  read(value) {
    const [, count = '', unit = ''] = PATTERN.exec(String(value).trim()) ?? [];
    const periodMs = Number(count) * (MILLISECONDS[unit] ?? 0);
    return periodMs >= DAY_MS && periodMs <= MOST_DAYS * DAY_MS ? { value: periodMs } : refuse();
  },
};
