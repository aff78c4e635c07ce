import { LRUCache } from 'lru-cache';

import type { KeyGrant } from './key-grant.js';

const MOST_KEYS = 200_000;
const MOST_UNKNOWN = 10_000;
const FRESH_MS = 60_000;
/** A key that was loaded no longer ago than this works on while the database is away. */
const USABLE_MS = 600_000;
const UNKNOWN_MS = 1000;
/** After a refresh has failed, the next is tried this much later. */
const REFRESH_PAUSE_MS = 1000;
/** Refreshes can wait; a slow database is not to be flooded with them. */
const MOST_LOADS_BEFORE_REFRESH = 100;

/** Whose grants are no longer what they were. */
export interface GrantChange {
  keyId?: string;
  teamId?: string;
  userId?: string;
}

export interface GrantSource {
  /** The grant of the key that has this digest, or else the one that it had under the former secret; undefined: none. */
  load(digest: Buffer, formerDigest?: Buffer): Promise<KeyGrant | undefined>;
  /** Milliseconds of a clock that never goes back. */
  nowMs(): number;
  /** Loads that began before this time may have missed a change that nobody told. */
  trustedFromMs(): number;
  /** A refresh of a grant that still serves has failed. */
  refreshFailed(error: unknown): void;
}

interface CachedGrant {
  grant: KeyGrant;
  loadedAtMs: number;
  /** The number of changes that had been made when the load began. */
  loadedAtChange: number;
  /** The number of changes that it has been held against. */
  checkedAtChange: number;
}

interface PendingLoad {
  loading: Promise<KeyGrant | undefined>;
  beganAtChange: number;
}

/**
 * Grants by the digest of their key. One that is older than a minute is loaded again beside the requests that it still
 * serves. A change holds for every request that comes after it, whatever loads were under way.
 */
export class GrantCache {
  private readonly known = new LRUCache<string, CachedGrant>({ max: MOST_KEYS });
  /** Digest → when it was looked up in vain. */
  private readonly unknown = new LRUCache<string, number>({ max: MOST_UNKNOWN });
  private readonly pending = new Map<string, PendingLoad>();
  /** Id of a key, team or user → the number of its last change; only those that a cached grant may be older than. */
  private readonly changes = new Map<string, { change: number; madeAtMs: number }>();
  private changeCount = 0;
  private nextRefreshAtMs = 0;

  constructor(private readonly source: GrantSource) {}

  /** The grant, if it is in memory and may be used. Refreshes it when it is no longer fresh. */
  peek(digest: Buffer): KeyGrant | undefined {
    const id = idOf(digest);
    const cached = this.known.get(id);
    if (cached === undefined || this.isOvertaken(cached)) return undefined;
    const nowMs = this.source.nowMs();
    const ageMs = nowMs - cached.loadedAtMs;
    if (ageMs >= USABLE_MS || cached.loadedAtMs < this.source.trustedFromMs()) return undefined;
    if (ageMs >= FRESH_MS && nowMs >= this.nextRefreshAtMs) this.refresh(id, digest);
    return cached.grant;
  }

  /**
   * The grant from the database; undefined: no key has this digest. Requests for one key share a load. A grant that
   * may have missed a change is better than none.
   *
   * @throws what the source throws.
   */
  async find(digest: Buffer, formerDigest?: Buffer): Promise<KeyGrant | undefined> {
    const id = idOf(digest);
    const missedAtMs = this.unknown.get(id);
    if (missedAtMs !== undefined && this.source.nowMs() - missedAtMs < UNKNOWN_MS) return undefined;
    try {
      return await this.share(id, digest, formerDigest);
    } catch (error) {
      const cached = this.known.get(id);
      if (cached === undefined || !this.isUsable(cached)) throw error;
      return cached.grant;
    }
  }

  /** From now on no request sees these subjects as they were. */
  invalidate({ keyId, teamId, userId }: GrantChange): void {
    const madeAtMs = this.source.nowMs();
    const change = ++this.changeCount;
    for (const subjectId of [keyId, teamId, userId]) {
      if (subjectId === undefined) continue;
      this.changes.delete(subjectId);
      this.changes.set(subjectId, { change, madeAtMs });
    }
    this.unknown.clear();
    this.forgetOldChanges(madeAtMs);
  }

  private refresh(id: string, digest: Buffer): void {
    if (this.pending.has(id) || this.pending.size >= MOST_LOADS_BEFORE_REFRESH) return;
    this.share(id, digest).catch((error: unknown) => {
      this.nextRefreshAtMs = this.source.nowMs() + REFRESH_PAUSE_MS;
      this.source.refreshFailed(error);
    });
  }

  private share(id: string, digest: Buffer, formerDigest?: Buffer): Promise<KeyGrant | undefined> {
    const running = this.pending.get(id);
    // One that began before the last change may not have seen it.
    if (running !== undefined && running.beganAtChange === this.changeCount) return running.loading;
    const loading = this.load(id, digest, formerDigest);
    const load: PendingLoad = { beganAtChange: this.changeCount, loading };
    this.pending.set(id, load);
    const forget = (): void => {
      if (this.pending.get(id) === load) this.pending.delete(id);
    };
    load.loading.then(forget, forget);
    return load.loading;
  }

  private async load(id: string, digest: Buffer, formerDigest?: Buffer): Promise<KeyGrant | undefined> {
    const loadedAtMs = this.source.nowMs();
    const loadedAtChange = this.changeCount;
    const grant = await this.source.load(digest, formerDigest);
    if (grant === undefined) {
      if (loadedAtChange === this.changeCount) this.forget(id, loadedAtMs);
      return undefined;
    }
    const cached: CachedGrant = { grant, loadedAtMs, loadedAtChange, checkedAtChange: loadedAtChange };
    if (this.isOvertaken(cached)) return this.share(id, digest, formerDigest);
    this.keep(id, cached);
    return grant;
  }

  private forget(id: string, missedAtMs: number): void {
    this.known.delete(id);
    this.unknown.set(id, missedAtMs);
  }

  /** Not in the place of one that was loaded after a later change. */
  private keep(id: string, cached: CachedGrant): void {
    const present = this.known.peek(id);
    if (present !== undefined && present.loadedAtChange > cached.loadedAtChange) return;
    this.known.set(id, cached);
  }

  private isUsable(cached: CachedGrant): boolean {
    return !this.isOvertaken(cached) && this.source.nowMs() - cached.loadedAtMs < USABLE_MS;
  }

  private isOvertaken(cached: CachedGrant): boolean {
    if (cached.checkedAtChange === this.changeCount) return false;
    const { keyId, teamId, userId } = cached.grant;
    const isChanged = [keyId, teamId, userId].some(
      (id) => id !== undefined && (this.changes.get(id)?.change ?? 0) > cached.loadedAtChange,
    );
    if (!isChanged) cached.checkedAtChange = this.changeCount;
    return isChanged;
  }

  /** A grant that was loaded before these is no longer usable anyhow. */
  private forgetOldChanges(nowMs: number): void {
    for (const [subjectId, { madeAtMs }] of this.changes) {
      if (nowMs - madeAtMs < USABLE_MS) return;
      this.changes.delete(subjectId);
    }
  }
}

/** A string of the digest's bytes, which a Map takes. */
function idOf(digest: Buffer): string {
  return digest.toString('latin1');
}
