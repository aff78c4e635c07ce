-- CreateTable
CREATE TABLE "admin_sessions" (
    "id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "admin_key_id" UUID,
    "master_digest" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "admin_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "admin_sessions_digest_key" ON "admin_sessions"("digest");

-- CreateIndex
CREATE INDEX "admin_sessions_admin_key_id_idx" ON "admin_sessions"("admin_key_id");

-- CreateIndex
CREATE INDEX "admin_sessions_expires_at_idx" ON "admin_sessions"("expires_at");

-- AddForeignKey
ALTER TABLE "admin_sessions" ADD CONSTRAINT "admin_sessions_admin_key_id_fkey" FOREIGN KEY ("admin_key_id") REFERENCES "admin_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every piece of a text of up to three characters: what finds a part of a name by an index, on any PostgreSQL without
-- an extension.
CREATE FUNCTION "tollgate_grams"("searched" TEXT) RETURNS TEXT[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS 'SELECT coalesce(array_agg(DISTINCT substr($1, place, size)), ''{}'') FROM generate_series(1, length($1)) AS place, generate_series(1, 3) AS size';

-- For lists by name
CREATE INDEX "virtual_keys_name_order_idx" ON "virtual_keys"(lower(coalesce("name", '')), "id");
CREATE INDEX "teams_name_order_idx" ON "teams"(lower("name"), "id");
CREATE INDEX "users_name_order_idx" ON "users"(lower("name"), "id");

-- For parts of names
CREATE INDEX "virtual_keys_search_idx" ON "virtual_keys" USING gin ("tollgate_grams"(lower(coalesce("name", '') || ' ' || "preview"))) WITH (fastupdate = off);
CREATE INDEX "teams_search_idx" ON "teams" USING gin ("tollgate_grams"(lower("name"))) WITH (fastupdate = off);
CREATE INDEX "users_search_idx" ON "users" USING gin ("tollgate_grams"(lower("name" || ' ' || coalesce("email", '')))) WITH (fastupdate = off);

-- For what few have
CREATE INDEX "virtual_keys_revoked_idx" ON "virtual_keys"("created_at", "id") WHERE "revoked_at" IS NOT NULL;
CREATE INDEX "virtual_keys_blocked_idx" ON "virtual_keys"("created_at", "id") WHERE "is_blocked" AND "revoked_at" IS NULL;
CREATE INDEX "virtual_keys_expiring_idx" ON "virtual_keys"("expires_at") WHERE "expires_at" IS NOT NULL;
CREATE INDEX "virtual_keys_budgets_idx" ON "virtual_keys"("id") WHERE "budgets" <> '[]';
CREATE INDEX "users_budgets_idx" ON "users"("id") WHERE "budgets" <> '[]';
CREATE INDEX "teams_budgets_idx" ON "teams"("id") WHERE "budgets" <> '[]';
