import type { RedisLink } from '../shared-state/redis-link.js';
import { sharedKey } from '../shared-state/shared-keys.js';
import type { GrantChange } from './grant-cache.js';

const CHANNEL = sharedKey('news', 'grants');
/** How old a grant may be that nobody would be told of a change of. */
const DEAF_FOR_MS = 1_000;

/** Tells replicas of changes of keys, teams and users, and hears of those that others made. */
export class GrantNews {
  /** What some may not have heard. */
  private readonly untold = new Set<string>();

  constructor(
    private readonly redis: RedisLink,
    onChange: (change: GrantChange) => void,
  ) {
    redis.register({
      channels: { [CHANNEL]: (text) => onChange(JSON.parse(text) as GrantChange) },
      joined: () => this.tellRest(),
    });
  }

  /** From when on every change has been heard of, by `performance.now()`; what is older may have missed one. */
  get heardFromMs(): number {
    return this.redis.hearsSinceMs ?? performance.now() - DEAF_FOR_MS;
  }

  /** Waits for nothing; what cannot be told now is told when Redis is back. */
  tell(change: GrantChange): void {
    this.publish(JSON.stringify(change));
  }

  private publish(text: string): void {
    this.redis.publish(CHANNEL, text).catch(() => this.untold.add(text));
  }

  private tellRest(): void {
    const texts = [...this.untold];
    this.untold.clear();
    for (const text of texts) this.publish(text);
  }
}
