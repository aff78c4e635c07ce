import { Inject, Injectable } from '@nestjs/common';

import { GATEWAY_SECRET, GatewaySecret } from '../config/gateway-secret.js';
import { digestOf, KEY_DIGEST_USE } from './virtual-key-token.js';

/** Makes the digests by which keys are looked up, with the pepper of this gateway and the one before it. */
@Injectable()
export class KeyDigests {
  private readonly pepper: Buffer;
  private readonly formerPepper: Buffer | undefined;

  constructor(@Inject(GATEWAY_SECRET) secret: GatewaySecret) {
    this.pepper = secret.deriveKey(KEY_DIGEST_USE);
    this.formerPepper = secret.former?.deriveKey(KEY_DIGEST_USE);
  }

  digestOf(key: string): Buffer {
    return digestOf(key, this.pepper);
  }

  /** What the key was known by under the former secret; undefined where there is none. */
  formerDigestOf(key: string): Buffer | undefined {
    return this.formerPepper && digestOf(key, this.formerPepper);
  }
}
