import { Injectable } from '@nestjs/common';

import { onDatabase } from '../../database/on-database.js';
import { PrismaService } from '../../database/prisma.service.js';
import type { BudgetSubject } from '../../usage/attempt-terms.js';

/** Somebody whose budget may be nearly used up, by the sums of days alone. */
export interface NearBudget {
  id: string;
  name: string | null;
  budgets: { maxBudgetNanoUsd: string; duration?: string }[];
  createdAt: Date;
}

/** From this part of a budget on its figures are looked at; the rest may be held, or not yet in the sums. */
const CANDIDATE_SHARE = 0.5;
/** Of each kind: who is nearest is told of, and nobody reads more. */
const MOST_CANDIDATES = 100;

const TODAY = "(now() AT TIME ZONE 'UTC')::date";
const CREATED = "(s.created_at AT TIME ZONE 'UTC')::date";
const COUNT = "substring(budget->>'duration' from '^[0-9]+')::int";
const MONTH = (day: string): string =>
  `(extract(year from ${day})::int * 12 + extract(month from ${day})::int - 1)`;
/** The month with which a window of so many months began, counted from the one that the subject was made in. */
const FIRST_MONTH = `${MONTH(CREATED)} + (${MONTH(TODAY)} - ${MONTH(CREATED)}) / ${COUNT} * ${COUNT}`;

/** The day on which a budget's present window began, as `budget-window.ts` has it; of shorter ones it may be a day early. */
const FIRST_DAY = `CASE substring(budget->>'duration' from '[a-z]+$')
    WHEN 'd' THEN ${CREATED} + (${TODAY} - ${CREATED}) / ${COUNT} * ${COUNT}
    WHEN 'mo' THEN make_date((${FIRST_MONTH}) / 12, (${FIRST_MONTH}) % 12 + 1, 1)
    WHEN 'h' THEN ((now() - ${COUNT} * interval '1 hour') AT TIME ZONE 'UTC')::date
    WHEN 'm' THEN ((now() - ${COUNT} * interval '1 minute') AT TIME ZONE 'UTC')::date
    WHEN 's' THEN ((now() - ${COUNT} * interval '1 second') AT TIME ZONE 'UTC')::date
    ELSE date '0001-01-01'
  END`;

interface SubjectTable {
  table: string;
  /** Of the sums of days. */
  column: string;
  isLive: string;
  /** Whether a subject belongs to the team `$1`. */
  isOfTeam: string;
}

const TABLES: Readonly<Record<BudgetSubject, SubjectTable>> = {
  key: {
    table: 'virtual_keys',
    column: 'key_id',
    isLive: 's.revoked_at IS NULL',
    isOfTeam:
      's.team_id = $1::uuid OR (s.team_id IS NULL AND s.user_id IN (SELECT id FROM users WHERE team_id = $1::uuid))',
  },
  team: { table: 'teams', column: 'team_id', isLive: 'true', isOfTeam: 's.id = $1::uuid' },
  user: { table: 'users', column: 'user_id', isLive: 'true', isOfTeam: 's.team_id = $1::uuid' },
};

/** Finds by one statement who may be near a budget, among however many keys, teams and users. */
@Injectable()
export class AttentionRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Those nearest to a budget, or over it. */
  nearBudgets(kind: BudgetSubject, teamScope: string | undefined): Promise<NearBudget[]> {
    const parameters = teamScope === undefined ? [] : [teamScope];
    const sql = statementFor(TABLES[kind], teamScope !== undefined);
    return onDatabase(this.prisma, (client) => client.$queryRawUnsafe<NearBudget[]>(sql, ...parameters));
  }
}

function statementFor({ table, column, isLive, isOfTeam }: SubjectTable, isScoped: boolean): string {
  return `
    WITH budgeted AS (
      SELECT s.id, (budget->>'maxBudgetNanoUsd')::numeric AS most, ${FIRST_DAY} AS first_day
      FROM ${table} s CROSS JOIN LATERAL jsonb_array_elements(s.budgets) budget
      WHERE s.budgets <> '[]' AND ${isLive} ${isScoped ? `AND (${isOfTeam})` : ''}
    ), spent AS (
      SELECT b.id, b.most, (
        SELECT sum(d.cost_nano_usd) FROM usage_days d WHERE d.${column} = b.id AND d.day >= b.first_day
      ) AS spent
      FROM budgeted b
    ), nearest AS (
      SELECT id, max(spent / most) AS share FROM spent
      WHERE most > 0 AND spent >= most * ${CANDIDATE_SHARE}
      GROUP BY id ORDER BY share DESC LIMIT ${MOST_CANDIDATES}
    )
    SELECT s.id::text AS id, s.name, s.budgets, s.created_at AS "createdAt"
    FROM nearest JOIN ${table} s ON s.id = nearest.id ORDER BY nearest.share DESC`;
}
