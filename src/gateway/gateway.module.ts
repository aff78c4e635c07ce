import { Module } from '@nestjs/common';

import { KeysModule } from '../keys/keys.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { AdmissionService } from './admission.service.js';
import { AnswersService } from './answers.service.js';
import { ChatCompletionsController } from './chat-completions.controller.js';
import { ChatService } from './chat.service.js';
import { DrainService } from './drain.service.js';
import { HealthController } from './health.controller.js';
import { MessagesController } from './messages.controller.js';
import { MetricsController } from './metrics.controller.js';
import { ModelsController } from './models.controller.js';

/** The data plane: the LLM API. */
@Module({
  imports: [KeysModule, RoutingModule, UsageModule],
  controllers: [
    ChatCompletionsController,
    MessagesController,
    ModelsController,
    HealthController,
    MetricsController,
  ],
  providers: [AdmissionService, AnswersService, ChatService, DrainService],
})
export class GatewayModule {}
