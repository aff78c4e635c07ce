import { MAX_DOLLARS } from '../../pricing/dollars.js';
import { parseReportTime } from '../../usage/report-span.js';
import { USAGE_GROUPINGS, type UsageGrouping } from '../../usage/usage-report.js';
import { Id, OneOf, Optional, Rule, Text } from '../http/field.decorator.js';
import { PageLimit } from '../http/page.dto.js';

const MAX_GROUPS = 1000;

const When = (): PropertyDecorator =>
  Rule(
    'report-time',
    (value) => typeof value === 'string' && parseReportTime(value) !== undefined,
    'must be a time such as "2026-11-22T10:00:00Z", a UTC day such as "2026-11-22", or epoch seconds',
  );

/** Which usage is wanted, be it as records or as sums. */
export class UsageFilterQuery {
  @Optional()
  @Id()
  key_id?: string;

  @Optional()
  @Id()
  team_id?: string;

  @Optional()
  @Id()
  user_id?: string;

  @Optional()
  @Text()
  model?: string;

  @Optional()
  @Text()
  provider?: string;

  @Optional()
  @When()
  from?: string;

  @Optional()
  @When()
  to?: string;
}

/** Which records of usage are wanted. */
export class UsageQuery extends UsageFilterQuery {
  @Optional()
  @Text()
  deployment?: string;

  @Optional()
  @Rule('status', isStatus, 'must be an HTTP status such as 200')
  status?: string;

  @Optional()
  @OneOf('completed', 'failed', 'cancelled', 'refused')
  result?: string;

  @Optional()
  @Text()
  session_id?: string;

  @Optional()
  @Text()
  request_id?: string;

  @Optional()
  @Text()
  error_type?: string;

  @Optional()
  @Rule('min-cost', isAmount, `must be an amount in US dollars from 0 to ${MAX_DOLLARS}, such as 0.5`)
  min_cost_usd?: string;

  @Optional()
  @OneOf('json', 'csv')
  format?: string;

  @Optional()
  @PageLimit()
  limit?: string;

  @Optional()
  @Text()
  cursor?: string;
}

/** Which sums of usage are wanted. */
export class UsageSummaryQuery extends UsageFilterQuery {
  @Optional()
  @Rule(
    'group-by',
    isGroupBy,
    `must be one or more of ${USAGE_GROUPINGS.join(', ')}, joined by commas, and not both day and hour`,
  )
  group_by?: string;

  @Optional()
  @Rule('groups-limit', isGroupsLimit, `must be a whole number from 1 to ${MAX_GROUPS}`)
  limit?: string;
}

/** The groupings that a checked `group_by` names; days where there is none. */
export function groupingsOf({ group_by: written = 'day' }: UsageSummaryQuery): UsageGrouping[] {
  return written.split(',') as UsageGrouping[];
}

/** How many groups a checked query asks for at most. */
export function groupsLimitOf({ limit }: UsageSummaryQuery): number {
  return limit === undefined ? MAX_GROUPS : Number(limit);
}

function isStatus(value: unknown): boolean {
  return typeof value === 'string' && /^[1-5]\d\d$/.test(value);
}

function isGroupBy(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const names = value.split(',');
  const isOneUnit = !(names.includes('day') && names.includes('hour'));
  return isOneUnit && new Set(names).size === names.length && names.every(isGrouping);
}

function isGrouping(name: string): boolean {
  return (USAGE_GROUPINGS as readonly string[]).includes(name);
}

function isAmount(value: unknown): boolean {
  return typeof value === 'string' && /^\d{1,7}(?:\.\d{1,9})?$/.test(value) && Number(value) <= MAX_DOLLARS;
}

function isGroupsLimit(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{1,4}$/.test(value)) return false;
  return Number(value) >= 1 && Number(value) <= MAX_GROUPS;
}
