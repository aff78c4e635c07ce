import { Module } from '@nestjs/common';

import { UsageReportsRepository } from './usage-reports.repository.js';
import { UsageReportsService } from './usage-reports.service.js';

/** What usage was, for those who run the gateway; nothing on the way of a request needs it. */
@Module({ providers: [UsageReportsRepository, UsageReportsService], exports: [UsageReportsService] })
export class UsageReportsModule {}
