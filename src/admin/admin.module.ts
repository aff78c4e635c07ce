import { Module } from '@nestjs/common';

import { KeysAdminModule } from '../keys/keys-admin.module.js';
import { DeploymentsAdminModule } from '../routing/deployments/deployments-admin.module.js';
import { UsageReportsModule } from '../usage/usage-reports.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { AdminKeysController } from './admin-keys/admin-keys.controller.js';
import { AttentionController } from './attention/attention.controller.js';
import { AttentionRepository } from './attention/attention.repository.js';
import { AttentionService } from './attention/attention.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditRepository } from './audit/audit.repository.js';
import { IdempotencyService } from './idempotency.service.js';
import { IdempotentAnswersRepository } from './idempotent-answers.repository.js';
import { KeysController } from './keys/keys.controller.js';
import { ModelsController } from './models/models.controller.js';
import { SecretController } from './models/secret.controller.js';
import { TestSpend } from './models/test-spend.service.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { SessionController } from './session/session.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsRepository } from './settings/settings.repository.js';
import { SettingsService } from './settings/settings.service.js';
import { SpendFigures } from './spend-figures.service.js';
import { TeamsController } from './teams/teams.controller.js';
import { RequestCosts } from './usage/request-costs.service.js';
import { UsageController } from './usage/usage.controller.js';
import { UsersController } from './users/users.controller.js';

/** The control plane: the admin API. */
@Module({
  imports: [KeysAdminModule, DeploymentsAdminModule, UsageModule, UsageReportsModule],
  controllers: [
    KeysController,
    TeamsController,
    UsersController,
    AdminKeysController,
    ModelsController,
    SecretController,
    AuditController,
    UsageController,
    OpenApiController,
    SessionController,
    AttentionController,
    SettingsController,
  ],
  providers: [
    SpendFigures,
    RequestCosts,
    TestSpend,
    AuditRepository,
    AttentionRepository,
    AttentionService,
    SettingsRepository,
    SettingsService,
    IdempotentAnswersRepository,
    IdempotencyService,
  ],
})
export class AdminModule {}
