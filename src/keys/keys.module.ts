import { Module } from '@nestjs/common';

import { KeyDigests } from './key-digests.service.js';
import { KeyGrantsRepository } from './key-grants.repository.js';
import { KeysService } from './keys.service.js';
import { RateLimiterService } from './rate-limiter.service.js';

@Module({
  providers: [KeyDigests, KeyGrantsRepository, KeysService, RateLimiterService],
  exports: [KeyDigests, KeysService, RateLimiterService],
})
export class KeysModule {}
