import { timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { type AdminActor, MASTER_ACTOR, OPEN_ACTOR } from '../access/admin-actor.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { AuthenticationError } from '../errors/gateway-error.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { AdminKeysService } from './admin-keys.service.js';
import { AdminSessionsService, type BegunSession } from './admin-sessions.service.js';
import { KeyDigests } from './key-digests.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Whoever signs in, and from where. */
export interface SignIn {
  /** Undefined only on an open gateway. */
  key: string | undefined;
  address: string;
  requestId: string;
}

/** Turns the master key or an admin key into a session. */
@Injectable()
export class SignInService {
  private readonly throttle = new SignInThrottle();

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly adminKeys: AdminKeysService,
    private readonly sessions: AdminSessionsService,
    private readonly digests: KeyDigests,
  ) {}

  /**
   * @throws AuthenticationError code `missing_api_key`, `invalid_api_key` or `expired_api_key`; RateLimitError after too
   * many of these.
   */
  async signIn({ key, address, requestId }: SignIn): Promise<BegunSession> {
    this.throttle.begin(address, Date.now());
    try {
      const begun = await this.sessions.begin(await this.actorOf(key), requestId);
      this.throttle.succeeded(address);
      return begun;
    } catch (error) {
      const isWrongKey = key !== undefined && error instanceof AuthenticationError;
      if (isWrongKey) this.logger.warn({ requestId, address }, 'A sign-in with a wrong key was refused.');
      else this.throttle.succeeded(address);
      throw error;
    }
  }

  private async actorOf(key: string | undefined): Promise<AdminActor> {
    if (key === undefined) return this.actorWithoutKey();
    const actor = await this.adminKeys.identify(key);
    if (actor !== undefined) return actor;
    if (this.config.isOpen) return OPEN_ACTOR;
    if (this.isMasterKey(key)) return MASTER_ACTOR;
    throw new AuthenticationError({
      code: 'invalid_api_key',
      message:
        'The key is not valid. Sign in with the master key or an admin key; a virtual key is for the LLM API.',
    });
  }

  private actorWithoutKey(): AdminActor {
    if (this.config.isOpen) return OPEN_ACTOR;
    throw new AuthenticationError({
      code: 'missing_api_key',
      message: 'Sign in with the master key or an admin key.',
    });
  }

  /** By their digests, which are of one length whatever was sent. */
  private isMasterKey(key: string): boolean {
    const masterKey = this.config.masterKey?.reveal();
    if (masterKey === undefined) return false;
    return timingSafeEqual(this.digests.digestOf(key), this.digests.digestOf(masterKey));
  }
}
