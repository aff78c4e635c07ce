import { Injectable } from '@nestjs/common';

import { addUp } from './add-up.js';
import { ReportGate, tooManyReports } from './report-gate.js';
import { wholeDaysOf, wholeHoursOf } from './report-span.js';
import type {
  RecordPosition,
  ReportedUsage,
  ReportSpan,
  SummaryFilters,
  UsageFilters,
  UsageGrouping,
  UsagePage,
  UsageSummary,
} from './usage-report.js';
import { hasUnindexedFilter, type RecordRange, UsageReportsRepository } from './usage-reports.repository.js';

const SEARCH_TIME_MS = 3000;
const EXPORT_PAGE = 200;
const OPEN_EXPORTS = 4;
const MOST_ATTEMPTS = 100;
const WHOLE_UNITS = { day: wholeDaysOf, hour: wholeHoursOf };

export interface RecordsRequest {
  readonly filters: UsageFilters;
  readonly span: ReportSpan;
  readonly after?: RecordPosition;
  readonly limit: number;
}

export interface SummaryOrder {
  readonly filters: SummaryFilters;
  readonly span: ReportSpan;
  readonly groupBy: readonly UsageGrouping[];
  readonly limit: number;
}

/** All records of a report in pieces, one after the other as they are taken; `close` at the end, whatever it is. */
export interface UsageExport {
  readonly pieces: AsyncIterable<readonly ReportedUsage[]>;
  close(): void;
}

/** Reports on usage, made so that callers of the LLM API do not notice. */
@Injectable()
export class UsageReportsService {
  private readonly gate = new ReportGate({ running: 2, waiting: 8 });
  private openExports = 0;

  constructor(private readonly repository: UsageReportsRepository) {}

  /**
   * Records, newest first. A search for what few records have may end with fewer than `limit` and go on at `next`.
   *
   * @throws ServiceUnavailableError when the database is away or too many reports are being made.
   */
  async findRecords({ limit, ...range }: RecordsRequest): Promise<UsagePage> {
    const endsAt = performance.now() + SEARCH_TIME_MS;
    const records: ReportedUsage[] = [];
    let after = range.after;
    do {
      const part = await this.findPart({ ...range, after }, limit - records.length);
      records.push(...part.records);
      if (records.length >= limit || part.next === undefined) return { records, next: part.next };
      after = part.next;
    } while (performance.now() < endsAt);
    return { records, next: after };
  }

  /** The first piece is read before this resolves, so that a refusal comes as one. */
  async exportRecords(request: Pick<RecordsRequest, 'filters' | 'span'>): Promise<UsageExport> {
    if (this.openExports >= OPEN_EXPORTS) throw tooManyReports();
    this.openExports += 1;
    const close = once(() => (this.openExports -= 1));
    try {
      const first = await this.findRecords({ ...request, limit: EXPORT_PAGE });
      return { pieces: this.piecesFrom(first, request), close };
    } catch (error) {
      close();
      throw error;
    }
  }

  /** All attempts of a request and refusals of it, the first one first; none where the reader sees none. */
  async findRequest(requestId: string, teamScope: string | undefined): Promise<ReportedUsage[]> {
    const attempts: ReportedUsage[] = [];
    let after: RecordPosition | undefined;
    do {
      const part = await this.findPart({ filters: { requestId, teamScope }, span: {}, after }, MOST_ATTEMPTS);
      attempts.push(...part.records);
      after = part.next;
      // The first attempt is the oldest: nothing more lies behind it.
    } while (after !== undefined && !attempts.some(({ attempt }) => attempt <= 1));
    return attempts.sort((one, other) => one.attempt - other.attempt);
  }

  /**
   * The sums of the whole UTC days that the span touches, or of the hours where it is grouped by these; without a span
   * of the last 30 days, or 24 hours.
   *
   * @throws InvalidRequestError for hours that are no longer kept.
   */
  async summarize(
    { filters, span, groupBy, limit }: SummaryOrder,
    nowMs = Date.now(),
  ): Promise<UsageSummary> {
    const unit = groupBy.includes('hour') ? 'hour' : 'day';
    const request = { filters, unit, span: WHOLE_UNITS[unit](span, nowMs) } as const;
    const found = await this.gate.run(() => this.repository.sumByGroups({ ...request, groupBy, limit }));
    const groups = found.slice(0, limit);
    const isTruncated = found.length > limit;
    const totals = isTruncated ? await this.gate.run(() => this.repository.sumAll(request)) : addUp(groups);
    return { span: request.span, groups, totals, isTruncated };
  }

  /** One statement's part of a search: what it found, and where to go on. */
  private async findPart(range: RecordRange, limit: number): Promise<UsagePage> {
    const { part, rest } = await this.repository.newestPartOf(range);
    const isSearch = hasUnindexedFilter(range.filters);
    const last = isSearch
      ? await this.gate.run(() => this.repository.findPosition(part, this.repository.recordsAStatement))
      : undefined;
    const found = await this.gate.run(() => this.repository.findRecords({ ...part, last }, limit + 1));
    const records = found.slice(0, limit);
    if (found.length > limit) return { records, next: placeOf(records.at(-1)) };
    return { records, next: last ?? rest };
  }

  private async *piecesFrom(
    first: UsagePage,
    request: Pick<RecordsRequest, 'filters' | 'span'>,
  ): AsyncGenerator<readonly ReportedUsage[]> {
    let page = first;
    yield page.records;
    while (page.next !== undefined) {
      page = await this.findRecords({ ...request, after: page.next, limit: EXPORT_PAGE });
      yield page.records;
    }
  }
}

function placeOf(record: ReportedUsage | undefined): RecordPosition | undefined {
  return record && { createdAtMs: record.createdAt.getTime(), attemptId: record.attemptId };
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
