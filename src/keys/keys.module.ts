import { Module } from '@nestjs/common';

import { AdminSessionsRepository } from './admin-sessions.repository.js';
import { AdminSessionsService } from './admin-sessions.service.js';
import { ConsoleCallersService } from './console-callers.service.js';
import { KeyDigests } from './key-digests.service.js';
import { KeyGrantsRepository } from './key-grants.repository.js';
import { KeysService } from './keys.service.js';
import { RateLimiterService } from './rate-limiter.service.js';

@Module({
  providers: [
    KeyDigests,
    KeyGrantsRepository,
    KeysService,
    RateLimiterService,
    AdminSessionsRepository,
    AdminSessionsService,
    ConsoleCallersService,
  ],
  exports: [KeyDigests, KeysService, RateLimiterService, AdminSessionsService, ConsoleCallersService],
})
export class KeysModule {}
