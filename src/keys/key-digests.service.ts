import { hash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { GATEWAY_SECRET, GatewaySecret } from '../config/gateway-secret.js';
import { digestOf, KEY_DIGEST_USE } from './virtual-key-token.js';

/** As many keys as may be in use at once. */
const MOST_REMEMBERED = 100_000;

/** Makes the digests by which keys are looked up, with the pepper of this gateway and the one before it. */
@Injectable()
export class KeyDigests {
  private readonly pepper: Buffer;
  private readonly formerPepper: Buffer | undefined;
  /** SHA-256 of a key → its digest. A key itself is kept nowhere, and its 256 random bits cannot be found from either. */
  private readonly remembered = new LRUCache<string, Buffer>({ max: MOST_REMEMBERED });

  constructor(@Inject(GATEWAY_SECRET) secret: GatewaySecret) {
    this.pepper = secret.deriveKey(KEY_DIGEST_USE);
    this.formerPepper = secret.former?.deriveKey(KEY_DIGEST_USE);
  }

  digestOf(key: string): Buffer {
    return digestOf(key, this.pepper);
  }

  /** As `digestOf`, for a key that comes with every call: an HMAC takes several times as long as a hash. */
  recall(key: string): Buffer {
    const name = hash('sha256', key, 'base64');
    const known = this.remembered.get(name);
    if (known !== undefined) return known;
    const digest = this.digestOf(key);
    this.remembered.set(name, digest);
    return digest;
  }

  /** What the key was known by under the former secret; undefined where there is none. */
  formerDigestOf(key: string): Buffer | undefined {
    return this.formerPepper && digestOf(key, this.formerPepper);
  }
}
