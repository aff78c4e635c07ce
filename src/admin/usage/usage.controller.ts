import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';

import { type AdminActor, teamScopeOf } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import type { PagePosition } from '../../database/keyset-page.js';
import { InvalidRequestError, NotFoundError } from '../../errors/gateway-error.js';
import { nanoUsdOf } from '../../pricing/dollars.js';
import { parseReportTime, spanOf } from '../../usage/report-span.js';
import type { RecordPosition, ReportSpan, SummaryFilters, UsageFilters } from '../../usage/usage-report.js';
import { UsageReportsService } from '../../usage/usage-reports.service.js';
import { Actor } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { UUID } from '../http/field.decorator.js';
import { encodeCursor, type ListAnswer } from '../http/list-answer.js';
import { pageRequestOf } from '../http/page.dto.js';
import { NO_SUCH_REQUEST, RequestIdPipe } from './request-id.pipe.js';
import { RequestCosts } from './request-costs.service.js';
import { requestAnswer, type RequestAnswer } from './request-answer.js';
import { type SummaryAnswer, summaryAnswer, type UsageAnswer, usageAnswer } from './usage-answer.js';
import { csvOf } from './usage-csv.js';
import {
  groupingsOf,
  groupsLimitOf,
  type UsageFilterQuery,
  UsageQuery,
  UsageSummaryQuery,
} from './usage.dto.js';

/** A reader that takes nothing for so long is cut off. */
const STALLED_MS = 120_000;
/** The end of the year 9999. */
const LAST_MS = 253_402_300_799_999;

/** Reports on usage. */
@AdminController('admin/usage')
@MayCall('owner', 'admin', 'team_admin', 'viewer')
export class UsageController {
  constructor(
    private readonly reports: UsageReportsService,
    private readonly costs: RequestCosts,
  ) {}

  @Get()
  async list(
    @Query() query: UsageQuery,
    @Actor() actor: AdminActor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListAnswer<UsageAnswer> | Readable> {
    return wantsCsv(query, request) ? this.export(query, actor, reply) : this.page(query, actor);
  }

  @Get('summary')
  async summarize(@Query() query: UsageSummaryQuery, @Actor() actor: AdminActor): Promise<SummaryAnswer> {
    const groupBy = groupingsOf(query);
    const filters = summaryFiltersOf(query, actor);
    const limit = groupsLimitOf(query);
    return summaryAnswer(
      await this.reports.summarize({ filters, span: spanOfQuery(query), groupBy, limit }),
      groupBy,
    );
  }

  @Get('requests/:request_id')
  async find(
    @Param('request_id', RequestIdPipe) requestId: string,
    @Actor() actor: AdminActor,
  ): Promise<RequestAnswer> {
    const attempts = await this.reports.findRequest(requestId, teamScopeOf(actor));
    if (attempts.length === 0) throw new NotFoundError({ message: NO_SUCH_REQUEST });
    return requestAnswer(attempts, await this.costs.of(attempts));
  }

  private async page(query: UsageQuery, actor: AdminActor): Promise<ListAnswer<UsageAnswer>> {
    const { limit, after } = pageRequestOf(query);
    const { records, next } = await this.reports.findRecords({
      filters: filtersOf(query, actor),
      span: spanOfQuery(query),
      after: after && recordPositionOf(after),
      limit,
    });
    return {
      data: records.map(usageAnswer),
      has_more: next !== undefined,
      next_cursor:
        next === undefined ? null : encodeCursor({ createdAtMs: next.createdAtMs, id: next.attemptId }),
    };
  }

  private async export(query: UsageQuery, actor: AdminActor, reply: FastifyReply): Promise<Readable> {
    assertWhole(query);
    const filters = filtersOf(query, actor);
    const csv = csvOf(await this.reports.exportRecords({ filters, span: spanOfQuery(query) }));
    const today = new Date().toISOString().slice(0, 10);
    reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy());
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="tollgate-usage-${today}.csv"`);
    return csv;
  }
}

function wantsCsv({ format }: UsageQuery, { headers }: FastifyRequest): boolean {
  if (format !== undefined) return format === 'csv';
  return /^\s*text\/csv\b/i.test(headers.accept ?? '');
}

/** A file that is a part and does not say so would be taken for the whole. */
function assertWhole(query: UsageQuery): void {
  const param = (['limit', 'cursor'] as const).find((name) => query[name] !== undefined);
  if (param === undefined) return;
  throw new InvalidRequestError({
    param,
    message: `A CSV file holds all records that match; leave "${param}" out, and narrow it by "from" and "to".`,
  });
}

/** Lists of other things have cursors too. */
function recordPositionOf({ createdAtMs, id }: PagePosition): RecordPosition {
  if (UUID.test(id) && createdAtMs <= LAST_MS) return { createdAtMs, attemptId: id };
  throw new InvalidRequestError({ param: 'cursor', message: 'The "cursor" is not one that this list gave.' });
}

function filtersOf(query: UsageQuery, actor: AdminActor): UsageFilters {
  const { status, result, deployment, min_cost_usd: minCostUsd } = query;
  const { session_id: sessionId, request_id: requestId, error_type: errorType } = query;
  return {
    ...summaryFiltersOf(query, actor),
    ...(status === undefined ? {} : { status: Number(status) }),
    result,
    deployment,
    sessionId,
    requestId,
    errorType,
    minCostNanoUsd: minCostUsd === undefined ? undefined : nanoUsdOf(Number(minCostUsd)),
  };
}

function summaryFiltersOf(query: UsageFilterQuery, actor: AdminActor): SummaryFilters {
  const { key_id: keyId, team_id: teamId, user_id: userId, model, provider } = query;
  return { keyId, teamId, userId, model, provider, teamScope: teamScopeOf(actor) };
}

function spanOfQuery({ from, to }: UsageFilterQuery): ReportSpan {
  const [first, end] = [from, to].map((time) => (time === undefined ? undefined : parseReportTime(time)));
  const span = spanOf(first, end);
  if (span.fromMs === undefined || span.toMs === undefined || span.fromMs < span.toMs) return span;
  throw new InvalidRequestError({ param: 'to', message: 'The "to" must be later than the "from".' });
}
