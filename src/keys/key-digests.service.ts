import { Inject, Injectable } from '@nestjs/common';

import { GATEWAY_SECRET, GatewaySecret } from '../config/gateway-secret.js';
import { digestOf, KEY_DIGEST_USE } from './virtual-key-token.js';

/** Makes the digests by which keys are looked up, with the pepper of this gateway. */
@Injectable()
export class KeyDigests {
  private readonly pepper: Buffer;

  constructor(@Inject(GATEWAY_SECRET) secret: GatewaySecret) {
    this.pepper = secret.deriveKey(KEY_DIGEST_USE);
  }

  digestOf(key: string): Buffer {
    return digestOf(key, this.pepper);
  }
}
