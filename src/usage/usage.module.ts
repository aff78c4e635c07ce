import { Module } from '@nestjs/common';

import { UsagePartitionsRepository } from './usage-partitions.repository.js';
import { UsageUpkeepService } from './usage-upkeep.service.js';
import { UsageRepository } from './usage.repository.js';
import { UsageService } from './usage.service.js';

@Module({
  providers: [UsageRepository, UsagePartitionsRepository, UsageService, UsageUpkeepService],
  exports: [UsageService],
})
export class UsageModule {}
