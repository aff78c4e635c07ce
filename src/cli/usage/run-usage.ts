import type { AdminSession } from '../admin-session.js';
import { CommandFailure, EXIT } from '../command-failure.js';
import { findId, findKey } from '../keys/find-key.js';
import { formatTime } from '../terminal/format-values.js';
import { printJson } from '../terminal/print-json.js';
import { readLimit } from '../terminal/read-limit.js';
import type { ApiUsage, ApiUsageSummary } from './api-usage.js';
import { recordsTable, summaryTable } from './usage-table.js';

const AGO = /^([1-9]\d{0,5})(m|h|d|w)$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const DEFAULT_GROUPING = 'model';
const RECORDS_SHOWN = 50;

export interface UsageFlags {
  readonly by?: string;
  readonly since?: string;
  readonly until?: string;
  readonly team?: string;
  readonly user?: string;
  readonly key?: string;
  readonly model?: string;
  readonly records?: boolean;
  readonly limit?: string;
}

type UsageReportQuery = Record<string, string | undefined>;

/** `tollgate usage`: sums, or with `--records` the records themselves. */
export async function showUsage(session: AdminSession, flags: UsageFlags): Promise<void> {
  if (flags.records && flags.by !== undefined) {
    throw new CommandFailure(EXIT.wrongUsage, '--by sums up and --records does not; leave one of them out.');
  }
  const query = await readQuery(session, flags);
  await (flags.records ? showRecords : showSummary)(session, flags, query);
}

async function showSummary(session: AdminSession, flags: UsageFlags, query: UsageReportQuery): Promise<void> {
  const { client, terminal, isJson } = session;
  const groupBy = (flags.by ?? DEFAULT_GROUPING).replace(/\s/g, '');
  const limit = readLimit(flags.limit);
  const summary = await client.call<ApiUsageSummary>({
    path: '/admin/usage/summary',
    query: { ...query, group_by: groupBy, limit },
  });
  if (isJson) return printJson(terminal, summary);
  terminal.writeOut(summaryTable(summary, terminal));
  terminal.print(spanOf(summary));
  if (summary.truncated) {
    terminal.print(
      `Only ${summary.data.length} groups are shown; the total is of all. Narrow it, or --limit 1000.`,
    );
  }
}

function spanOf({ group_by, from, to }: ApiUsageSummary): string {
  if (group_by.includes('hour')) return `Whole hours from ${formatTime(from)} to ${formatTime(to)}.`;
  const lastDay = new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
  return `Whole UTC days from ${from.slice(0, 10)} to ${lastDay}.`;
}

async function showRecords(session: AdminSession, flags: UsageFlags, query: UsageReportQuery): Promise<void> {
  const { client, terminal, isJson } = session;
  const most = readLimit(flags.limit) ?? RECORDS_SHOWN;
  const list = await client.list<ApiUsage>({ path: '/admin/usage', query }, most);
  if (isJson) return printJson(terminal, list);
  terminal.writeOut(recordsTable(list.data, terminal));
  if (list.has_more) terminal.print(`There are more than these ${list.data.length}; --limit shows more.`);
}

async function readQuery({ client, nowMs }: AdminSession, flags: UsageFlags): Promise<UsageReportQuery> {
  const from = readTime(flags.since, nowMs);
  const to = readTime(flags.until, nowMs);
  return {
    from,
    to,
    model: flags.model,
    key_id: flags.key === undefined ? undefined : (await findKey(client, flags.key)).id,
    team_id: await findId(client, 'team', flags.team),
    user_id: await findId(client, 'user', flags.user),
  };
}

/** "7d" is seven days ago; the API reads everything else. */
function readTime(written: string | undefined, nowMs: number): string | undefined {
  const [, count, unit] = AGO.exec(written ?? '') ?? [];
  if (count === undefined) return written;
  return new Date(nowMs - Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]).toISOString();
}
