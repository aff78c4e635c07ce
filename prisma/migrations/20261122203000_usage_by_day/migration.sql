-- Records of usage in a partition for each UTC day, so that old days go as a whole, and sums of hours beside those of
-- days. The version before goes on serving on these tables; what it has spent waits in its journal for the new version,
-- because it names the former primary key.

-- Records

ALTER TABLE "usage_records" RENAME TO "usage_records_before";
ALTER TABLE "usage_records_before" DROP CONSTRAINT "usage_records_pkey";
DROP INDEX "usage_records_created_at_attempt_id_idx";
DROP INDEX "usage_records_key_id_created_at_idx";
DROP INDEX "usage_records_team_id_created_at_idx";
DROP INDEX "usage_records_user_id_created_at_idx";
DROP INDEX "usage_records_session_id_created_at_idx";

CREATE TABLE "usage_records" (
    "attempt_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "route" TEXT NOT NULL,
    "key_id" UUID,
    "team_id" UUID,
    "user_id" UUID,
    "model" TEXT NOT NULL,
    "upstream_model" TEXT,
    "provider" TEXT,
    "deployment" TEXT,
    "served_model" TEXT,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_read_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_write_5m_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_write_1h_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "thinking_tokens" BIGINT NOT NULL DEFAULT 0,
    "web_search_requests" INTEGER NOT NULL DEFAULT 0,
    "web_fetch_requests" INTEGER NOT NULL DEFAULT 0,
    "cost_nano_usd" BIGINT,
    "is_notional" BOOLEAN NOT NULL DEFAULT false,
    "is_estimated" BOOLEAN NOT NULL DEFAULT false,
    "is_suspect" BOOLEAN NOT NULL DEFAULT false,
    "result" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "error_type" TEXT,
    "error_code" TEXT,
    "is_stream" BOOLEAN NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "time_to_first_token_ms" INTEGER,
    "session_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL
) PARTITION BY RANGE ("created_at");

-- Makes the partition of a UTC day unless it is there. Attaching a table locks nobody out who reads or writes, which
-- CREATE TABLE … PARTITION OF does. As its owner, so that a gateway whose user may only read and write rows can use it.
DO $do$
BEGIN
  EXECUTE format($create$
CREATE FUNCTION "tollgate_make_usage_partition"("wanted" DATE) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = %I, pg_temp
SET lock_timeout = '2s'
AS $body$
DECLARE
  partition TEXT := 'usage_records_' || to_char(wanted, 'YYYYMMDD');
BEGIN
  IF wanted NOT BETWEEN '1970-01-01' AND '9999-12-30' THEN
    RAISE 'No usage is kept of %%.', wanted USING ERRCODE = 'datetime_field_overflow';
  END IF;
  IF to_regclass(partition) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Attaching takes this lock anyway; readers and writers do not wait for it, others who make partitions do.
  LOCK TABLE usage_records IN SHARE UPDATE EXCLUSIVE MODE;
  IF to_regclass(partition) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %%I (LIKE usage_records INCLUDING DEFAULTS)', partition);
  EXECUTE format(
    'ALTER TABLE usage_records ATTACH PARTITION %%I FOR VALUES FROM (%%L) TO (%%L)',
    partition, wanted || 'T00:00:00Z', (wanted + 1) || 'T00:00:00Z');
END
$body$
$create$, current_schema());
END
$do$;

SELECT "tollgate_make_usage_partition"("day") FROM (
  SELECT DISTINCT ("created_at" AT TIME ZONE 'UTC')::date AS "day" FROM "usage_records_before"
  UNION SELECT (now() AT TIME ZONE 'UTC')::date + "ahead" FROM generate_series(0, 7) AS "ahead"
) AS "days" ORDER BY "day";

INSERT INTO "usage_records" (
    "attempt_id", "request_id", "attempt", "route", "key_id", "team_id", "user_id", "model", "upstream_model",
    "provider", "deployment", "served_model", "input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
    "cache_write_1h_tokens", "output_tokens", "thinking_tokens", "web_search_requests", "web_fetch_requests",
    "cost_nano_usd", "is_notional", "is_estimated", "is_suspect", "result", "status", "error_type", "error_code",
    "is_stream", "duration_ms", "time_to_first_token_ms", "session_id", "created_at")
SELECT
    "attempt_id", "request_id", "attempt", "route", "key_id", "team_id", "user_id", "model", "upstream_model",
    "provider", "deployment", "served_model", "input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
    "cache_write_1h_tokens", "output_tokens", "thinking_tokens", "web_search_requests", "web_fetch_requests",
    "cost_nano_usd", "is_notional", "is_estimated", "is_suspect", "result", "status", "error_type", "error_code",
    "is_stream", "duration_ms", "time_to_first_token_ms", "session_id", "created_at"
FROM "usage_records_before";

DROP TABLE "usage_records_before";

-- After the rows, which is quicker. Each is made on every partition, and on those that come later.
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_pkey" PRIMARY KEY ("created_at", "attempt_id");
CREATE INDEX "usage_records_key_id_created_at_idx" ON "usage_records"("key_id", "created_at" DESC) WHERE "key_id" IS NOT NULL;
CREATE INDEX "usage_records_team_id_created_at_idx" ON "usage_records"("team_id", "created_at" DESC) WHERE "team_id" IS NOT NULL;
CREATE INDEX "usage_records_user_id_created_at_idx" ON "usage_records"("user_id", "created_at" DESC) WHERE "user_id" IS NOT NULL;
CREATE INDEX "usage_records_session_id_created_at_idx" ON "usage_records"("session_id", "created_at" DESC) WHERE "session_id" IS NOT NULL;
CREATE INDEX "usage_records_request_id_idx" ON "usage_records" USING HASH ("request_id");

-- Sums

ALTER TABLE "usage_days"
    ADD COLUMN "refusals" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "completions" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "cancellations" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "completed_ms" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "first_tokens" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "first_token_ms" BIGINT NOT NULL DEFAULT 0;

UPDATE "usage_days" AS "d" SET
    "refusals" = "s"."refusals",
    "completions" = "s"."completions",
    "cancellations" = "s"."cancellations",
    "completed_ms" = "s"."completed_ms",
    "first_tokens" = "s"."first_tokens",
    "first_token_ms" = "s"."first_token_ms"
FROM (
  SELECT
    ("created_at" AT TIME ZONE 'UTC')::date AS "day", coalesce("key_id", '00000000-0000-0000-0000-000000000000') AS "key_id",
    coalesce("team_id", '00000000-0000-0000-0000-000000000000') AS "team_id",
    coalesce("user_id", '00000000-0000-0000-0000-000000000000') AS "user_id", "model", coalesce("provider", '') AS "provider",
    count(*) FILTER (WHERE "result" = 'refused') AS "refusals",
    count(*) FILTER (WHERE "result" = 'completed') AS "completions",
    count(*) FILTER (WHERE "result" = 'cancelled') AS "cancellations",
    coalesce(sum("duration_ms") FILTER (WHERE "result" = 'completed'), 0) AS "completed_ms",
    count("time_to_first_token_ms") AS "first_tokens",
    coalesce(sum("time_to_first_token_ms"), 0) AS "first_token_ms"
  FROM "usage_records" GROUP BY 1, 2, 3, 4, 5, 6
) AS "s"
WHERE "d"."day" = "s"."day" AND "d"."key_id" = "s"."key_id" AND "d"."team_id" = "s"."team_id"
  AND "d"."user_id" = "s"."user_id" AND "d"."model" = "s"."model" AND "d"."provider" = "s"."provider";

CREATE TABLE "usage_hours" (
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "key_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "requests" BIGINT NOT NULL,
    "retries" BIGINT NOT NULL,
    "failures" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_5m_tokens" BIGINT NOT NULL,
    "cache_write_1h_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "thinking_tokens" BIGINT NOT NULL,
    "web_search_requests" BIGINT NOT NULL,
    "cost_nano_usd" BIGINT NOT NULL,
    "notional_nano_usd" BIGINT NOT NULL,
    "unpriced" BIGINT NOT NULL,
    "refusals" BIGINT NOT NULL,
    "completions" BIGINT NOT NULL,
    "cancellations" BIGINT NOT NULL,
    "completed_ms" BIGINT NOT NULL,
    "first_tokens" BIGINT NOT NULL,
    "first_token_ms" BIGINT NOT NULL
);

-- As many as are kept.
INSERT INTO "usage_hours" (
    "hour", "key_id", "team_id", "user_id", "model", "provider", "requests", "retries", "failures", "input_tokens",
    "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens", "output_tokens", "thinking_tokens",
    "web_search_requests", "cost_nano_usd", "notional_nano_usd", "unpriced", "refusals", "completions",
    "cancellations", "completed_ms", "first_tokens", "first_token_ms")
SELECT
    date_trunc('hour', "created_at", 'UTC'), coalesce("key_id", '00000000-0000-0000-0000-000000000000'),
    coalesce("team_id", '00000000-0000-0000-0000-000000000000'),
    coalesce("user_id", '00000000-0000-0000-0000-000000000000'), "model", coalesce("provider", ''),
    count(*) FILTER (WHERE "attempt" <= 1), count(*) FILTER (WHERE "attempt" > 1),
    count(*) FILTER (WHERE "result" IN ('failed', 'refused')), sum("input_tokens"), sum("cache_read_tokens"),
    sum("cache_write_5m_tokens"), sum("cache_write_1h_tokens"), sum("output_tokens"), sum("thinking_tokens"),
    sum("web_search_requests"), coalesce(sum("cost_nano_usd"), 0),
    coalesce(sum("cost_nano_usd") FILTER (WHERE "is_notional"), 0),
    count(*) FILTER (WHERE "cost_nano_usd" IS NULL AND "result" <> 'refused'),
    count(*) FILTER (WHERE "result" = 'refused'), count(*) FILTER (WHERE "result" = 'completed'),
    count(*) FILTER (WHERE "result" = 'cancelled'),
    coalesce(sum("duration_ms") FILTER (WHERE "result" = 'completed'), 0),
    count("time_to_first_token_ms"), coalesce(sum("time_to_first_token_ms"), 0)
FROM "usage_records"
WHERE "created_at" >= now() - INTERVAL '35 days'
GROUP BY 1, 2, 3, 4, 5, 6;

ALTER TABLE "usage_hours" ADD CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("hour", "key_id", "team_id", "user_id", "model", "provider");
CREATE INDEX "usage_hours_key_id_hour_idx" ON "usage_hours"("key_id", "hour");
CREATE INDEX "usage_hours_team_id_hour_idx" ON "usage_hours"("team_id", "hour");
CREATE INDEX "usage_hours_user_id_hour_idx" ON "usage_hours"("user_id", "hour");

-- Rows of today and of this hour are written again and again: with room beside them their indexes stay as they are.
ALTER TABLE "usage_days" SET (fillfactor = 50);
ALTER TABLE "usage_hours" SET (fillfactor = 50);
