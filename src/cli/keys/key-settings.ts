import { readNumber, readPairs, wrongFlag } from '../read-flags.js';

const DURATION = /^[1-9]\d*(?:s|m|h|d|mo)$/;
const BUDGET = /^\$?(\d+(?:\.\d{1,9})?)(?:\/([1-9]\d*(?:s|m|h|d|mo)))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The flags of `keys create`, as they were typed. */
export interface KeySettingFlags {
  readonly name?: string;
  readonly models?: readonly string[];
  readonly alias?: readonly string[];
  readonly budget?: readonly string[];
  readonly softBudget?: string;
  readonly rpm?: string;
  readonly tpm?: string;
  readonly parallel?: string;
  readonly expires?: string;
  readonly metadata?: readonly string[];
}

/** The body of the API's call that these flags stand for. Throws CommandFailure that names the flag that is wrong. */
export function keySettings(flags: KeySettingFlags): Record<string, unknown> {
  return {
    name: flags.name,
    models: flags.models?.flatMap((names) => names.split(',').map((name) => name.trim())),
    aliases: flags.alias && readPairs('--alias', flags.alias),
    ...readBudgets(flags.budget ?? []),
    soft_budget: readNumber('--soft-budget', flags.softBudget),
    rpm_limit: readNumber('--rpm', flags.rpm),
    tpm_limit: readNumber('--tpm', flags.tpm),
    max_parallel_requests: readNumber('--parallel', flags.parallel),
    ...readExpiry(flags.expires),
    metadata: flags.metadata && readPairs('--metadata', flags.metadata),
  };
}

/** The first budget is the key's main one, which its list shows. */
function readBudgets(written: readonly string[]): Record<string, unknown> {
  const [main, ...further] = written.map(readBudget);
  return { ...main, ...(further.length === 0 ? {} : { budget_limits: further }) };
}

function readBudget(written: string): { max_budget: number; budget_duration?: string } {
  const [, dollars, duration] = BUDGET.exec(written) ?? [];
  if (dollars === undefined) {
    throw wrongFlag('--budget', written, 'dollars, and for how long: 50/30d, 5/1d, 100/1mo, or 200 for ever');
  }
  return { max_budget: Number(dollars), ...(duration === undefined ? {} : { budget_duration: duration }) };
}

function readExpiry(written: string | undefined): Record<string, string> {
  if (written === undefined) return {};
  if (DURATION.test(written)) return { duration: written };
  const atMs = Date.parse(DAY.test(written) ? `${written}T00:00:00Z` : written);
  if (Number.isNaN(atMs))
    throw wrongFlag('--expires', written, 'a time from now, such as 90d, or a date such as 2027-01-31');
  return { expires_at: new Date(atMs).toISOString() };
}
