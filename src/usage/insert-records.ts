const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What a record says in JSON, and the type and the column that it has in the database. */
const FIELDS: readonly (readonly [name: string, type: string, column: string])[] = [
  ['attemptId', 'uuid', 'attempt_id'],
  ['requestId', 'text', 'request_id'],
  ['attempt', 'smallint', 'attempt'],
  ['route', 'text', 'route'],
  ['keyId', 'uuid', 'key_id'],
  ['teamId', 'uuid', 'team_id'],
  ['userId', 'uuid', 'user_id'],
  ['model', 'text', 'model'],
  ['upstreamModel', 'text', 'upstream_model'],
  ['provider', 'text', 'provider'],
  ['deployment', 'text', 'deployment'],
  ['servedModel', 'text', 'served_model'],
  ['isNotional', 'boolean', 'is_notional'],
  ['inputTokens', 'bigint', 'input_tokens'],
  ['cacheReadTokens', 'bigint', 'cache_read_tokens'],
  ['cacheWrite5mTokens', 'bigint', 'cache_write_5m_tokens'],
  ['cacheWrite1hTokens', 'bigint', 'cache_write_1h_tokens'],
  ['outputTokens', 'bigint', 'output_tokens'],
  ['thinkingTokens', 'bigint', 'thinking_tokens'],
  ['webSearchRequests', 'integer', 'web_search_requests'],
  ['webFetchRequests', 'integer', 'web_fetch_requests'],
  ['costNanoUsd', 'bigint', 'cost_nano_usd'],
  ['isEstimated', 'boolean', 'is_estimated'],
  ['isSuspect', 'boolean', 'is_suspect'],
  ['result', 'text', 'result'],
  ['status', 'smallint', 'status'],
  ['errorType', 'text', 'error_type'],
  ['errorCode', 'text', 'error_code'],
  ['isStream', 'boolean', 'is_stream'],
  ['durationMs', 'integer', 'duration_ms'],
  ['timeToFirstTokenMs', 'integer', 'time_to_first_token_ms'],
  ['sessionId', 'text', 'session_id'],
  ['createdAt', 'bigint', 'created_at'],
];

/** Fields that are not taken as they are. */
const CONVERTED: Readonly<Record<string, string>> = {
  isNotional: 'coalesce("isNotional", false)',
  createdAt: 'to_timestamp("createdAt" / 1000.0)',
};

/** Whom and what sums are of. A unique index does not see nulls as equal, so none has a value too. */
const DIMENSIONS: Readonly<Record<string, string>> = {
  key_id: `coalesce(key_id, '${NO_ID}')`,
  team_id: `coalesce(team_id, '${NO_ID}')`,
  user_id: `coalesce(user_id, '${NO_ID}')`,
  model: 'model',
  provider: `coalesce(provider, '')`,
};

/** What is summed up of the records of an hour and a day, by the column that it is kept in. */
const SUMS: Readonly<Record<string, string>> = {
  requests: 'count(*) FILTER (WHERE attempt <= 1)',
  retries: 'count(*) FILTER (WHERE attempt > 1)',
  failures: `count(*) FILTER (WHERE result IN ('failed', 'refused'))`,
  refusals: `count(*) FILTER (WHERE result = 'refused')`,
  completions: `count(*) FILTER (WHERE result = 'completed')`,
  cancellations: `count(*) FILTER (WHERE result = 'cancelled')`,
  input_tokens: 'sum(input_tokens)',
  cache_read_tokens: 'sum(cache_read_tokens)',
  cache_write_5m_tokens: 'sum(cache_write_5m_tokens)',
  cache_write_1h_tokens: 'sum(cache_write_1h_tokens)',
  output_tokens: 'sum(output_tokens)',
  thinking_tokens: 'sum(thinking_tokens)',
  web_search_requests: 'sum(web_search_requests)',
  cost_nano_usd: 'coalesce(sum(cost_nano_usd), 0)',
  notional_nano_usd: 'coalesce(sum(cost_nano_usd) FILTER (WHERE is_notional), 0)',
  unpriced: `count(*) FILTER (WHERE cost_nano_usd IS NULL AND result <> 'refused')`,
  completed_ms: `coalesce(sum(duration_ms) FILTER (WHERE result = 'completed'), 0)`,
  first_tokens: 'count(time_to_first_token_ms)',
  first_token_ms: 'coalesce(sum(time_to_first_token_ms), 0)',
};

const SUM_COLUMNS = Object.keys(SUMS);
const DIMENSION_COLUMNS = Object.keys(DIMENSIONS);

/** The places of the time and the dimensions among the columns; replicas take their rows in one order. */
const KEY_PLACES = [1, ...DIMENSION_COLUMNS.map((_, index) => index + 2)].join(', ');

/**
 * Takes a JSON array of records. One statement, so that a record and its sums are there together or not at all. What
 * is there already is passed over: a record that is sent again has the same `createdAt`, by which it is looked for
 * where it was put.
 */
export const INSERT_RECORDS = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($1::json) AS record (${FIELDS.map(([name, type]) => `"${name}" ${type}`).join(', ')})
  ), inserted AS (
    INSERT INTO usage_records (${FIELDS.map(([, , column]) => column).join(', ')})
    SELECT ${FIELDS.map(([name]) => CONVERTED[name] ?? `"${name}"`).join(', ')} FROM incoming
    ON CONFLICT (created_at, attempt_id) DO NOTHING
    RETURNING *
  ), sums AS (
    SELECT date_trunc('hour', created_at, 'UTC') AS hour,
      ${[...named(DIMENSIONS), ...named(SUMS)].join(', ')}
    FROM inserted
    GROUP BY ${KEY_PLACES}
  ), hours AS (
    ${addTo('usage_hours', 'hour')}
    SELECT hour, ${[...DIMENSION_COLUMNS, ...SUM_COLUMNS].join(', ')} FROM sums
    ORDER BY ${KEY_PLACES}
    ${onTopIn('usage_hours', 'hour')}
  )
  ${addTo('usage_days', 'day')}
  SELECT (hour AT TIME ZONE 'UTC')::date, ${[...DIMENSION_COLUMNS, ...SUM_COLUMNS.map((column) => `sum(${column})`)].join(', ')}
  FROM sums
  GROUP BY ${KEY_PLACES}
  ORDER BY ${KEY_PLACES}
  ${onTopIn('usage_days', 'day')}`;

function named(expressions: Readonly<Record<string, string>>): string[] {
  return Object.entries(expressions).map(([column, expression]) => `${expression} AS ${column}`);
}

function addTo(table: string, time: string): string {
  return `INSERT INTO ${table} (${[time, ...DIMENSION_COLUMNS, ...SUM_COLUMNS].join(', ')})`;
}

function onTopIn(table: string, time: string): string {
  const sums = SUM_COLUMNS.map((column) => `${column} = ${table}.${column} + excluded.${column}`);
  return `ON CONFLICT (${[time, ...DIMENSION_COLUMNS].join(', ')}) DO UPDATE SET ${sums.join(', ')}`;
}
