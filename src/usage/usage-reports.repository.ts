import { Inject, Injectable } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { Prisma, type PrismaClient } from '../generated/prisma/client.js';
import { isoDayOf } from './iso-day.js';
import { reportError } from './report-error.js';
import type {
  RecordPosition,
  ReportedUsage,
  ReportSpan,
  SummaryFilters,
  UsageFilters,
  UsageGroup,
  UsageGrouping,
  UsageSums,
} from './usage-report.js';

/** Less than the five seconds that Prisma gives a transaction. */
const TIME_LIMIT = 'statement_timeout = 4000';
/** The database believes in far too few records where it has no statistics, and would read and sort all of them. */
const IN_INDEX_ORDER = ['enable_sort = off'];
const DAY_MS = 86_400_000;
/** How many days' partitions a statement opens. */
const DAYS_A_STATEMENT = 32;
const RECORDS_A_STATEMENT = { embedded: 10_000, server: 100_000 };
/** In the sums of days it stands for none. */
const NIL_ID = '00000000-0000-0000-0000-000000000000';

/** The columns of a record under the names that it has here; those of others are joined to it. */
const RECORD_COLUMNS = Prisma.sql`
  r.attempt_id as "attemptId", r.request_id as "requestId", r.attempt, r.route,
  r.key_id as "keyId", k.name as "keyName", r.team_id as "teamId", t.name as "teamName",
  r.user_id as "userId", u.name as "userName", r.model, r.upstream_model as "upstreamModel", r.provider, r.deployment,
  r.served_model as "servedModel", r.is_notional as "isNotional",
  r.input_tokens as "inputTokens", r.cache_read_tokens as "cacheReadTokens",
  r.cache_write_5m_tokens as "cacheWrite5mTokens", r.cache_write_1h_tokens as "cacheWrite1hTokens",
  r.output_tokens as "outputTokens", r.thinking_tokens as "thinkingTokens",
  r.web_search_requests as "webSearchRequests", r.web_fetch_requests as "webFetchRequests",
  r.cost_nano_usd as "costNanoUsd", r.is_estimated as "isEstimated", r.is_suspect as "isSuspect",
  r.result, r.status, r.error_type as "errorType", r.error_code as "errorCode", r.is_stream as "isStream",
  r.duration_ms as "durationMs", r.time_to_first_token_ms as "timeToFirstTokenMs",
  r.session_id as "sessionId", r.created_at as "createdAt"`;

const NEWEST_FIRST = Prisma.sql`order by created_at desc, attempt_id desc`;

/** A grouping's column, what it is called in the answer, and where the name of what it holds is. */
interface GroupingColumns {
  readonly column: string;
  readonly shown: Prisma.Sql;
  readonly join: Prisma.Sql;
}

const GROUPINGS: Readonly<Record<UsageGrouping, GroupingColumns>> = {
  key: {
    column: 'key_id',
    shown: Prisma.sql`nullif(g.key_id, ${NIL_ID}::uuid) as "keyId", k.name as "keyName", k.preview as "keyPreview"`,
    join: Prisma.sql`left join virtual_keys k on k.id = g.key_id`,
  },
  team: {
    column: 'team_id',
    shown: Prisma.sql`nullif(g.team_id, ${NIL_ID}::uuid) as "teamId", t.name as "teamName"`,
    join: Prisma.sql`left join teams t on t.id = g.team_id`,
  },
  user: {
    column: 'user_id',
    shown: Prisma.sql`nullif(g.user_id, ${NIL_ID}::uuid) as "userId", u.name as "userName"`,
    join: Prisma.sql`left join users u on u.id = g.user_id`,
  },
  model: { column: 'model', shown: Prisma.sql`g.model`, join: Prisma.empty },
  provider: {
    column: 'provider',
    shown: Prisma.sql`nullif(g.provider, '') as provider`,
    join: Prisma.empty,
  },
  day: { column: 'day', shown: Prisma.sql`g.day`, join: Prisma.empty },
  hour: { column: 'hour', shown: Prisma.sql`g.hour`, join: Prisma.empty },
};

const SUMMED_COLUMNS: Readonly<Record<keyof UsageSums, string>> = {
  requests: 'requests',
  retries: 'retries',
  failures: 'failures',
  inputTokens: 'input_tokens',
  cacheReadTokens: 'cache_read_tokens',
  cacheWrite5mTokens: 'cache_write_5m_tokens',
  cacheWrite1hTokens: 'cache_write_1h_tokens',
  outputTokens: 'output_tokens',
  thinkingTokens: 'thinking_tokens',
  webSearchRequests: 'web_search_requests',
  costNanoUsd: 'cost_nano_usd',
  notionalNanoUsd: 'notional_nano_usd',
  unpriced: 'unpriced',
  refusals: 'refusals',
  completions: 'completions',
  cancellations: 'cancellations',
  completedMs: 'completed_ms',
  firstTokens: 'first_tokens',
  firstTokenMs: 'first_token_ms',
};

/** Which records a page is taken from: those between two places, of which the first is nearer to now. */
export interface RecordRange {
  readonly filters: UsageFilters;
  readonly span: ReportSpan;
  /** Only what comes after this place. */
  readonly after?: RecordPosition;
  /** Nothing that comes after this place. */
  readonly last?: RecordPosition;
}

export interface SummaryRequest {
  readonly filters: SummaryFilters;
  readonly unit: SummaryUnit;
  /** Whole units, in UTC. */
  readonly span: Required<ReportSpan>;
  readonly groupBy: readonly UsageGrouping[];
  readonly limit: number;
}

/** Which sums a summary is made of. */
type SummaryUnit = 'day' | 'hour';

/** Where the sums of a unit are, and its column and type. */
const UNITS: Readonly<Record<SummaryUnit, { table: Prisma.Sql; column: Prisma.Sql; type: Prisma.Sql }>> = {
  day: { table: Prisma.sql`usage_days`, column: Prisma.sql`day`, type: Prisma.sql`date` },
  hour: { table: Prisma.sql`usage_hours`, column: Prisma.sql`hour`, type: Prisma.sql`timestamptz` },
};

/** Reads usage for reports. Each statement looks at a bounded part of the records, or at the sums of days. */
@Injectable()
export class UsageReportsRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** How many records a statement may look at: on the embedded database everybody waits for it. */
  get recordsAStatement(): number {
    return RECORDS_A_STATEMENT[this.config.database.kind === 'embedded' ? 'embedded' : 'server'];
  }

  /**
   * The newest part of a range that one statement may look at: it locks every partition that it may find something in.
   * `rest` is the place behind which the remainder lies, days without a partition left out; undefined when this is all.
   */
  async newestPartOf(
    range: RecordRange,
    nowMs = Date.now(),
  ): Promise<{ part: RecordRange; rest?: RecordPosition }> {
    const { span, after } = range;
    const newestMs = Math.min(after?.createdAtMs ?? Infinity, span.toMs ?? Infinity, nowMs);
    const fromMs = Math.floor(newestMs / DAY_MS) * DAY_MS - (DAYS_A_STATEMENT - 1) * DAY_MS;
    const leastMs = span.fromMs ?? -Infinity;
    if (fromMs <= leastMs) return { part: range };
    const restEndMs = await this.endOfDaysBefore(fromMs);
    if (restEndMs <= leastMs) return { part: range };
    const rest = { createdAtMs: restEndMs, attemptId: NIL_ID };
    return { part: { ...range, span: { ...span, fromMs } }, rest };
  }

  /** The newest records of a range. */
  findRecords(range: RecordRange, limit: number): Promise<ReportedUsage[]> {
    return this.query<ReportedUsage>(Prisma.sql`
      select ${RECORD_COLUMNS}
      from (
        select * from usage_records where ${whereInRange(range, [...indexedConditions(range.filters), ...otherConditions(range.filters)])}
        ${NEWEST_FIRST} limit ${limit}
      ) r
      left join virtual_keys k on k.id = r.key_id
      left join teams t on t.id = r.team_id
      left join users u on u.id = r.user_id
      order by r.created_at desc, r.attempt_id desc`);
  }

  /**
   * The place of the `count`th record of a range, of those that an index finds; undefined when there are not so many.
   * Up to there, a search for what no index finds looks at no more than `count` records.
   */
  async findPosition(range: RecordRange, count: number): Promise<RecordPosition | undefined> {
    const [row] = await this.query<{ createdAt: Date; attemptId: string }>(
      Prisma.sql`
        select created_at as "createdAt", attempt_id as "attemptId" from usage_records
        where ${whereInRange(range, indexedConditions(range.filters))}
        ${NEWEST_FIRST} offset ${count - 1} limit 1`,
      IN_INDEX_ORDER,
    );
    return row && { createdAtMs: row.createdAt.getTime(), attemptId: row.attemptId };
  }

  /** The dearest groups, the earliest days first where days are asked for, and one more than `limit` if there is one. */
  sumByGroups(request: SummaryRequest): Promise<UsageGroup[]> {
    const columns = request.groupBy.map((grouping) => GROUPINGS[grouping]);
    const names = Prisma.raw(columns.map(({ column }) => column).join(', '));
    return this.query<UsageGroup>(Prisma.sql`
      select ${Prisma.join(columns.map(({ shown }) => shown))}, ${sumsAs('g')}
      from (
        select ${names}, ${SUMS} from ${UNITS[request.unit].table} where ${whereOnSums(request)}
        group by ${names} order by ${groupOrder(request.groupBy, '')} limit ${request.limit + 1}
      ) g
      ${Prisma.join(
        columns.map(({ join }) => join),
        ' ',
      )}
      order by ${groupOrder(request.groupBy, 'g.')}`);
  }

  /** The sums of everything that a summary is about. */
  async sumAll(request: Omit<SummaryRequest, 'groupBy' | 'limit'>): Promise<UsageSums> {
    const [sums] = await this.query<UsageSums>(Prisma.sql`
      select ${sumsAs('s')} from (select ${SUMS} from ${UNITS[request.unit].table} where ${whereOnSums(request)}) s`);
    return sums as UsageSums;
  }

  /** Where the partitions end that are older than a day; -Infinity: there are none. */
  private async endOfDaysBefore(dayMs: number): Promise<number> {
    const [row] = await this.query<{ day: string | null }>(Prisma.sql`
      select max(right(relname, 8)) as day from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = 'usage_records'::regclass and right(relname, 8) < ${isoDayOf(dayMs).replaceAll('-', '')}`);
    const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(row?.day ?? '') ?? [];
    return year === undefined ? -Infinity : Date.parse(`${year}-${month}-${day}`) + DAY_MS;
  }

  private query<Row>(statement: Prisma.Sql, settings: readonly string[] = []): Promise<Row[]> {
    return this.prisma.run(async (client) => {
      try {
        return await this.runOn<Row>(client, statement, settings);
      } catch (error) {
        throw reportError(error) ?? error;
      }
    });
  }

  /** The embedded database knows no time-out, and a transaction would hold its only session for longer. */
  private async runOn<Row>(
    client: PrismaClient,
    statement: Prisma.Sql,
    settings: readonly string[],
  ): Promise<Row[]> {
    const all = this.config.database.kind === 'embedded' ? settings : [TIME_LIMIT, ...settings];
    if (all.length === 0) return client.$queryRaw<Row[]>(statement);
    const results = await client.$transaction([
      ...all.map((setting) => client.$executeRawUnsafe(`set local ${setting}`)),
      client.$queryRaw<Row[]>(statement),
    ]);
    return results.at(-1) as Row[];
  }
}

const SUMS = Prisma.raw(
  Object.values(SUMMED_COLUMNS)
    .map((column) => `coalesce(sum(${column}), 0)::bigint as ${column}`)
    .join(', '),
);

function sumsAs(table: string): Prisma.Sql {
  const columns = Object.entries(SUMMED_COLUMNS);
  return Prisma.raw(columns.map(([name, column]) => `${table}.${column} as "${name}"`).join(', '));
}

/** Days and hours in their order, and in each, or without them, the dearest first; what costs the same always in the same order. */
function groupOrder(groupBy: readonly UsageGrouping[], table: string): Prisma.Sql {
  const columns = groupBy.map((grouping) => `${table}${GROUPINGS[grouping].column}`);
  const times = groupBy.filter((grouping) => grouping === 'day' || grouping === 'hour');
  return Prisma.raw(
    [
      ...times.map((time) => `${table}${time}`),
      `${table}cost_nano_usd desc`,
      `${table}requests desc`,
      ...columns,
    ].join(', '),
  );
}

/** The conditions that an index answers, at most one of them besides the span: the one with the fewest records. */
function indexedConditions(filters: UsageFilters): Prisma.Sql[] {
  const [first] = idConditions(filters);
  return first === undefined ? [] : [first];
}

/** Those that are tried on each record. */
function otherConditions(filters: UsageFilters): Prisma.Sql[] {
  const { model, provider, deployment, status, result, errorType, minCostNanoUsd } = filters;
  return [
    ...idConditions(filters).slice(1),
    ...(model === undefined ? [] : [Prisma.sql`model = ${model}`]),
    ...(provider === undefined ? [] : [Prisma.sql`provider = ${provider}`]),
    ...(deployment === undefined ? [] : [Prisma.sql`deployment = ${deployment}`]),
    ...(status === undefined ? [] : [Prisma.sql`status = ${status}::int`]),
    ...(result === undefined ? [] : [Prisma.sql`result = ${result}`]),
    ...(errorType === undefined ? [] : [Prisma.sql`error_type = ${errorType}`]),
    ...(minCostNanoUsd === undefined ? [] : [Prisma.sql`cost_nano_usd >= ${minCostNanoUsd}::bigint`]),
  ];
}

/** True when a filter makes the database look at records that are not asked for; a request has few. */
export function hasUnindexedFilter(filters: UsageFilters): boolean {
  return filters.requestId === undefined && otherConditions(filters).length > 0;
}

function idConditions(filters: UsageFilters): Prisma.Sql[] {
  const { requestId, sessionId, keyId, userId, teamId, teamScope } = filters;
  return [
    ...(requestId === undefined ? [] : [Prisma.sql`request_id = ${requestId}`]),
    ...(sessionId === undefined ? [] : [Prisma.sql`session_id = ${sessionId}`]),
    ...(keyId === undefined ? [] : [Prisma.sql`key_id = ${keyId}::uuid`]),
    ...(userId === undefined ? [] : [Prisma.sql`user_id = ${userId}::uuid`]),
    ...(teamId === undefined ? [] : [Prisma.sql`team_id = ${teamId}::uuid`]),
    ...(teamScope === undefined ? [] : [Prisma.sql`team_id = ${teamScope}::uuid`]),
  ];
}

function whereInRange({ span, after, last }: RecordRange, conditions: readonly Prisma.Sql[]): Prisma.Sql {
  const { fromMs, toMs } = span;
  return allOf([
    ...conditions,
    ...(fromMs === undefined ? [] : [Prisma.sql`created_at >= ${new Date(fromMs)}::timestamptz`]),
    ...(toMs === undefined ? [] : [Prisma.sql`created_at < ${new Date(toMs)}::timestamptz`]),
    ...(after === undefined ? [] : [upTo(after), Prisma.sql`(created_at, attempt_id) < ${placeOf(after)}`]),
    ...(last === undefined ? [] : [downTo(last), Prisma.sql`(created_at, attempt_id) >= ${placeOf(last)}`]),
  ]);
}

/** Of rows of two columns the planner does not see which partitions they are in. */
function upTo({ createdAtMs }: RecordPosition): Prisma.Sql {
  return Prisma.sql`created_at <= ${new Date(createdAtMs)}::timestamptz`;
}

function downTo({ createdAtMs }: RecordPosition): Prisma.Sql {
  return Prisma.sql`created_at >= ${new Date(createdAtMs)}::timestamptz`;
}

function placeOf({ createdAtMs, attemptId }: RecordPosition): Prisma.Sql {
  return Prisma.sql`(${new Date(createdAtMs)}::timestamptz, ${attemptId}::uuid)`;
}

function whereOnSums({ filters, span, unit }: Pick<SummaryRequest, 'filters' | 'span' | 'unit'>): Prisma.Sql {
  const { model, provider } = filters;
  const { column, type } = UNITS[unit];
  return allOf([
    Prisma.sql`${column} >= ${startOf(span.fromMs)}::${type}`,
    Prisma.sql`${column} < ${startOf(span.toMs)}::${type}`,
    ...idConditions(filters),
    ...(model === undefined ? [] : [Prisma.sql`model = ${model}`]),
    ...(provider === undefined ? [] : [Prisma.sql`provider = ${provider}`]),
  ]);
}

function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and ');
}

/** A date takes the day of it, in whatever time zone the session is. */
function startOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
