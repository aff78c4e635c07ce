import { hash, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { AuthenticationError } from '../errors/gateway-error.js';

/** Who makes a call. */
export interface Caller {
  kind: 'anonymous' | 'master';
}

const ANONYMOUS: Caller = { kind: 'anonymous' };
const MASTER: Caller = { kind: 'master' };

@Injectable()
export class KeysService {
  private readonly masterKeyDigest: Buffer | undefined;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    const masterKey = config.masterKey?.reveal();
    this.masterKeyDigest = masterKey === undefined ? undefined : digestOf(masterKey);
  }

  /**
   * Whose key this is. Without a master key the gateway is open and every caller is let in.
   *
   * @throws AuthenticationError when a key is needed and missing, or not known.
   */
  identify(key: string | undefined): Caller {
    if (this.masterKeyDigest === undefined) return ANONYMOUS;
    if (key === undefined) {
      throw new AuthenticationError({
        message: 'No API key. Send one as "Authorization: Bearer KEY" or in the x-api-key header.',
        code: 'missing_api_key',
      });
    }
    if (timingSafeEqual(digestOf(key), this.masterKeyDigest)) return MASTER;
    throw new AuthenticationError({ message: 'The API key is not valid.', code: 'invalid_api_key' });
  }
}

/** Digests have one length, which `timingSafeEqual` asks for. */
function digestOf(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}
