import { randomBytes } from 'node:crypto';

import type { RedisLink } from '../shared-state/redis-link.js';
import { sharedKey } from '../shared-state/shared-keys.js';
import type { CoolDownReason } from './health/candidate-health.js';

const CHANNEL = sharedKey('news', 'routing');

/** What one replica has found out and all are to know. */
export type RoutingFact =
  | { kind: 'rests'; deploymentId: string; upstreamModel: string; reason: CoolDownReason; forMs: number }
  | { kind: 'recovered'; deploymentId: string }
  | { kind: 'bound'; model: string; conversation: string; candidate: string };

/**
 * Tells other replicas which deployments rest and where conversations are, and hears it from them. What is missed while
 * Redis is away each finds out by itself.
 */
export class RoutingNews {
  private readonly origin = randomBytes(6).toString('hex');

  constructor(
    private readonly redis: RedisLink,
    onFact: (fact: RoutingFact) => void,
  ) {
    redis.register({
      channels: {
        [CHANNEL]: (text) => {
          const { origin, fact } = JSON.parse(text) as { origin: string; fact: RoutingFact };
          if (origin !== this.origin) onFact(fact);
        },
      },
    });
  }

  /** Waits for nothing. */
  tell(fact: RoutingFact): void {
    if (!this.redis.isUp) return;
    this.redis.publish(CHANNEL, JSON.stringify({ origin: this.origin, fact })).catch(() => {});
  }
}
