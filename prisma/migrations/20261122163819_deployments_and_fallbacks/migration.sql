-- AlterTable
ALTER TABLE "usage_days" ADD COLUMN     "notional_nano_usd" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "retries" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "usage_records" ADD COLUMN     "is_notional" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "served_model" TEXT;

-- CreateTable
CREATE TABLE "deployments" (
    "id" UUID NOT NULL,
    "model_name" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "api_base" TEXT,
    "sealed_credential" BYTEA,
    "credential_preview" TEXT,
    "sealed_extra_headers" BYTEA,
    "sealing_key_id" TEXT,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "order" INTEGER NOT NULL DEFAULT 1,
    "rpm" INTEGER,
    "tpm" INTEGER,
    "timeout_ms" INTEGER,
    "max_tokens" INTEGER,
    "drop_params" BOOLEAN,
    "prices" JSONB NOT NULL DEFAULT '{}',
    "is_paused" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deployments_created_at_id_idx" ON "deployments"("created_at", "id");
