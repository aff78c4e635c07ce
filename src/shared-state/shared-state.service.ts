import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import type { RedisLink } from './redis-link.js';

/** What several replicas share, if anything. */
@Injectable()
export class SharedStateService implements OnApplicationBootstrap, OnApplicationShutdown {
  /** `redis` is undefined without a REDIS_URL: this process is then alone, and nothing is shared. */
  constructor(readonly redis: RedisLink | undefined) {}

  /** When all parts have registered with the link, and before the first request. */
  async onApplicationBootstrap(): Promise<void> {
    await this.redis?.start();
  }

  /** After the last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.redis?.close();
  }
}
