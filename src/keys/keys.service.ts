import { timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { AuthenticationError, ServiceUnavailableError } from '../errors/gateway-error.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { SharedStateService } from '../shared-state/shared-state.service.js';
import { GrantCache, type GrantChange } from './grant-cache.js';
import { GrantNews } from './grant-news.js';
import { KeyDigests } from './key-digests.service.js';
import type { KeyGrant } from './key-grant.js';
import { KeyGrantsRepository } from './key-grants.repository.js';
import { assertInForce } from './key-policy.js';
import { isWellFormed } from './virtual-key-token.js';

/** Who makes a call. */
export type Caller = { kind: 'anonymous' } | { kind: 'master' } | { kind: 'virtual_key'; grant: KeyGrant };

const ANONYMOUS: Caller = { kind: 'anonymous' };
const MASTER: Caller = { kind: 'master' };

@Injectable()
export class KeysService {
  private readonly masterKeyDigest: Buffer | undefined;
  private readonly grants: GrantCache;
  private readonly news: GrantNews | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    private readonly digests: KeyDigests,
    private readonly repository: KeyGrantsRepository,
    @Inject(LOGGER) logger: Logger,
    { redis }: SharedStateService,
  ) {
    const masterKey = config.masterKey?.reveal();
    this.masterKeyDigest = masterKey === undefined ? undefined : digests.digestOf(masterKey);
    this.grants = new GrantCache({
      load: (digest, formerDigest) => this.load(digest, formerDigest),
      nowMs: () => performance.now(),
      trustedFromMs: () => this.news?.heardFromMs ?? -Infinity,
      refreshFailed: (error) => logger.debug({ err: error }, 'A key could not be refreshed.'),
    });
    this.news = redis && new GrantNews(redis, (change) => this.grants.invalidate(change));
  }

  /**
   * Whose key this is; at once when it was seen before. Without a master key the gateway is open: known keys are
   * themselves, and every other caller is let in as nobody.
   *
   * @throws AuthenticationError when a key is needed and missing, not known or expired; PermissionDeniedError when the
   * key, its team or its user is blocked; ServiceUnavailableError when the key cannot be looked up at the moment. A
   * promise rejects with the same.
   */
  identify(key: string | undefined): Caller | Promise<Caller> {
    if (key === undefined) return this.callerWithoutKey();
    const digest = this.digests.recall(key);
    if (this.isMasterDigest(digest)) return MASTER;
    const grant = this.grants.peek(digest);
    if (grant !== undefined) return this.callerOf(grant);
    return isWellFormed(key) ? this.lookUp(digest, this.digests.formerDigestOf(key)) : this.stranger();
  }

  /**
   * The caller that a key is, by the key's id; undefined: there is no such key, or it was revoked.
   *
   * @throws as `identify` does of a key that is known.
   */
  async callerOfKey(keyId: string): Promise<Caller | undefined> {
    const digest = await this.repository.findDigest(keyId);
    const grant = digest && (this.grants.peek(digest) ?? (await this.grants.find(digest)));
    return grant && this.callerOf(grant);
  }

  /**
   * From now on no call goes by what these keys, or the keys of this team or user, were before; within a second that
   * holds for every replica.
   */
  invalidate(change: GrantChange): void {
    this.grants.invalidate(change);
    this.news?.tell(change);
  }

  private async lookUp(digest: Buffer, formerDigest: Buffer | undefined): Promise<Caller> {
    try {
      const grant = await this.grants.find(digest, formerDigest);
      return grant === undefined ? this.stranger() : this.callerOf(grant);
    } catch (error) {
      // Who needs no key at all does not need the database either.
      if (this.isOpen && error instanceof ServiceUnavailableError) return ANONYMOUS;
      throw error;
    }
  }

  /** A key that only the former secret finds is known by the present one from then on. */
  private async load(digest: Buffer, formerDigest: Buffer | undefined): Promise<KeyGrant | undefined> {
    const grant = await this.repository.findByDigest(digest, Date.now());
    if (grant !== undefined || formerDigest === undefined) return grant;
    const isAdopted = await this.repository.replaceDigest(formerDigest, digest);
    return isAdopted ? this.repository.findByDigest(digest, Date.now()) : undefined;
  }

  private callerOf(grant: KeyGrant): Caller {
    const nowMs = Date.now();
    if (grant.graceEndsAtMs !== undefined && nowMs >= grant.graceEndsAtMs) return this.stranger();
    assertInForce(grant, nowMs);
    return { kind: 'virtual_key', grant };
  }

  private callerWithoutKey(): Caller {
    if (this.isOpen) return ANONYMOUS;
    throw new AuthenticationError({
      message: 'No API key. Send one as "Authorization: Bearer KEY" or in the x-api-key header.',
      code: 'missing_api_key',
    });
  }

  private stranger(): Caller {
    if (this.isOpen) return ANONYMOUS;
    throw new AuthenticationError({ message: 'The API key is not valid.', code: 'invalid_api_key' });
  }

  private isMasterDigest(digest: Buffer): boolean {
    return this.masterKeyDigest !== undefined && timingSafeEqual(digest, this.masterKeyDigest);
  }

  private get isOpen(): boolean {
    return this.masterKeyDigest === undefined;
  }
}
