import type { ListRequest } from './list-request.js';

/** So many rows in the wanted order are looked through before an index is asked for the few that fit. */
const ROWS_LOOKED_THROUGH = 5_000;
/** Counting goes no further. */
const MOST_COUNTED = 100_000;
const MOST_COUNTED_OF_FILTERED = 10_000;
/** A condition on the rows, whose alias is `t`. */
export interface ListCondition {
  sql: string;
  /** What an index finds of it: all rows that fit, and maybe others. */
  candidates?: string;
}

/** A table as lists are made of it: expressions of its alias `t`, each with an index of its own. */
export interface ListTable {
  name: string;
  /** What lists by name are sorted by. */
  nameOrder: string;
  /** What is searched. */
  searched: string;
}

/** A statement with its parameters. */
export interface Statement {
  sql: string;
  parameters: unknown[];
}

/** What is wanted of a table. `use` makes a parameter and gives its place in the statement. */
export interface ListWish {
  table: ListTable;
  request: ListRequest;
  conditions: (use: UseParameter) => ListCondition[];
}

export type UseParameter = (value: unknown, type: string) => string;

/** Ids of a page, of the first rows in the wanted order: fast for what is not rare. One more than the page has. */
export function walkStatement({ table, request, conditions }: ListWish): Statement {
  return statement((use) => {
    const filters = conditions(use).map(({ sql }) => sql);
    const order = orderOf(table, request);
    const rows = `SELECT t.* FROM ${table.name} t ${where(afterOf(table, request, use))} ORDER BY ${order} LIMIT ${ROWS_LOOKED_THROUGH}`;
    return `SELECT t.id::text AS id FROM (${rows}) t ${where(filters)} ORDER BY ${order} LIMIT ${request.limit + 1}`;
  });
}

/** The same of all rows, by the indexes of the conditions: fast for what is rare. */
export function indexStatement({ table, request, conditions }: ListWish): Statement {
  return statement((use) => {
    const filters = [...conditions(use).map(indexedOf), ...afterOf(table, request, use)];
    const found = `SELECT t.* FROM ${table.name} t ${where(filters)}`;
    return `WITH t AS MATERIALIZED (${found}) SELECT t.id::text AS id FROM t ORDER BY ${orderOf(table, request)} LIMIT ${request.limit + 1}`;
  });
}

/** How many rows there are, up to one more than is counted. */
export function countStatement({ table, conditions }: ListWish): Statement & { most: number } {
  let most = MOST_COUNTED;
  const counting = statement((use) => {
    const filters = conditions(use).map(indexedOf);
    if (filters.length > 0) most = MOST_COUNTED_OF_FILTERED;
    const rows = `SELECT 1 FROM ${table.name} t ${where(filters)} LIMIT ${most + 1}`;
    return `SELECT count(*)::int AS total FROM (${rows}) counted`;
  });
  return { ...counting, most };
}

/** That a searched expression holds a text, in small or capital letters. */
export function holds(searched: string, text: string, use: UseParameter): ListCondition {
  const wanted = `lower(${use(text, 'text')})`;
  // A short text is a piece itself; of a longer one all pieces of three letters are asked for.
  const pieces = `SELECT substr(${wanted}, place, 3) FROM generate_series(1, greatest(length(${wanted}) - 2, 1)) place`;
  return {
    sql: `position(${wanted} in ${searched}) > 0`,
    candidates: `tollgate_grams(${searched}) @> ARRAY(${pieces})`,
  };
}

/** What serves a condition best when all rows are asked. */
export function indexedOf({ sql, candidates }: ListCondition): string {
  return candidates === undefined ? sql : `(${candidates}) AND (${sql})`;
}

function statement(write: (use: UseParameter) => string): Statement {
  const parameters: unknown[] = [];
  const sql = write((value, type) => {
    // A parameter that only one form of a condition asks for again would be one too many in the other.
    const known = parameters.indexOf(value);
    return `$${known === -1 ? parameters.push(value) : known + 1}::${type}`;
  });
  return { sql, parameters };
}

function orderOf({ nameOrder }: ListTable, { sort }: ListRequest): string {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  return `${sort.endsWith('name') ? nameOrder : 't.created_at'} ${direction}, t.id ${direction}`;
}

function afterOf({ nameOrder }: ListTable, { sort, after }: ListRequest, use: UseParameter): string[] {
  if (after === undefined) return [];
  const comparison = sort.startsWith('-') ? '<' : '>';
  const id = use(after.id, 'uuid');
  if (sort.endsWith('name')) {
    return [`(${nameOrder}, t.id) ${comparison} (lower(${use(after.value, 'text')}), ${id})`];
  }
  const time = use(new Date(Number(after.value)).toISOString(), 'timestamptz');
  return [`(t.created_at, t.id) ${comparison} (${time}, ${id})`];
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0
    ? ''
    : `WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}`;
}
