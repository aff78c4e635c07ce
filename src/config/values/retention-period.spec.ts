import { loadConfig } from '../load-config.js';
import { retentionPeriod } from './retention-period.js';

const DAY_MS = 86_400_000;

describe('a retention period', () => {
  it.each([
    ['90d', 90 * DAY_MS],
    ['1d', DAY_MS],
    ['24h', DAY_MS],
    ['1440m', DAY_MS],
    ['86400s', DAY_MS],
    [' 2w ', 14 * DAY_MS],
    ['36500d', 36_500 * DAY_MS],
  ])('of %s is read', (text, periodMs) => {
    expect(retentionPeriod.read(text)).toEqual({ value: periodMs });
  });

  it.each([
    '',
    '0d',
    '90',
    90,
    '23h',
    '1mo',
    '-1d',
    '1.5d',
    '36501d',
    '9'.repeat(400) + 'd',
    'forever',
    true,
  ])('of %p is refused', (text) => {
    expect(retentionPeriod.read(text)).toEqual({ found: '' });
  });
});

describe('how long usage is kept', () => {
  const load = (general: string, env: Record<string, string> = {}) =>
    loadConfig({
      flags: { config: 'config.yaml' },
      env,
      cwd: '/nowhere',
      readFile: (path) => {
        if (path.endsWith('config.yaml')) return `general_settings: {${general}}`;
        throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      },
    });

  it('is said by LiteLLM’s key, over which the environment wins; without either it is for ever', () => {
    const file = 'maximum_spend_logs_retention_period: 7d';
    expect(load(file).usageRetentionMs).toBe(7 * DAY_MS);
    const env = { TOLLGATE_MAXIMUM_SPEND_LOGS_RETENTION_PERIOD: '30d' };
    expect(load(file, env).usageRetentionMs).toBe(30 * DAY_MS);
    expect(load('').usageRetentionMs).toBeUndefined();
  });

  it('is looked at each hour, whatever interval is named', () => {
    const { warnings } = load('maximum_spend_logs_retention_interval: 1d');
    expect(warnings).toContainEqual(
      expect.stringMatching(/general_settings\.maximum_spend_logs_retention_interval has no effect/),
    );
  });

  it('cannot be less than a day', () => {
    expect(() => load('maximum_spend_logs_retention_period: 60m')).toThrow(
      /maximum_spend_logs_retention_period.*"60m".*from 1d to 36500d/,
    );
  });
});
