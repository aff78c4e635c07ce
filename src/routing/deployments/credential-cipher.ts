import { createHmac } from 'node:crypto';

import type { GatewaySecret } from '../../config/gateway-secret.js';
import { openSealedText, sealText } from '../../config/sealed-text.js';

const USE = 'tollgate deployment credentials';
const KEY_ID_LENGTH = 8;
/** How the rest of a sealed value is to be read. */
const VERSION = 1;

/** A sealed value that cannot be opened here, and what its owner can do about it. */
export class UnreadableSecretError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
  }
}

/** A value as the database keeps it: which key has sealed it, and in which place it opens. */
export interface SealedValue {
  readonly bytes: Buffer;
  readonly keyId: string | null;
  readonly place: string;
}

/** Seals credentials with the gateway's secret (AES-256-GCM); opens what that or the former secret has sealed. */
export class CredentialCipher {
  /** Names the key that seals. It tells nothing of the key. */
  readonly keyId: string;
  private readonly key: Buffer;
  private readonly keys: ReadonlyMap<string, Buffer>;

  constructor(secret: GatewaySecret) {
    this.key = secret.deriveKey(USE);
    this.keyId = keyIdOf(this.key);
    const former = secret.former?.deriveKey(USE);
    const formerKeys: [string, Buffer][] = former === undefined ? [] : [[keyIdOf(former), former]];
    this.keys = new Map([...formerKeys, [this.keyId, this.key]]);
  }

  seal(text: string, place: string): Buffer {
    return Buffer.concat([Buffer.of(VERSION), sealText(text, this.key, place)]);
  }

  /** @throws UnreadableSecretError when no key at hand has sealed it, or it was sealed for another place. */
  open({ bytes, keyId, place }: SealedValue): string {
    const key = this.keys.get(keyId ?? '');
    if (key === undefined) throw sealedByAnother(keyId);
    if (bytes[0] !== VERSION) throw changedInDatabase();
    try {
      return openSealedText(bytes.subarray(1), key, place);
    } catch (error) {
      throw changedInDatabase(error);
    }
  }
}

function keyIdOf(key: Buffer): string {
  return createHmac('sha256', key).update('key id').digest('hex').slice(0, KEY_ID_LENGTH);
}

function sealedByAnother(keyId: string | null): UnreadableSecretError {
  return new UnreadableSecretError(
    `The credential was sealed with another TOLLGATE_SECRET (key id ${keyId ?? 'unknown'}). Start the gateway with that one as TOLLGATE_SECRET_PREVIOUS, or send the credential again.`,
  );
}

function changedInDatabase(cause?: unknown): UnreadableSecretError {
  return new UnreadableSecretError(
    'The sealed credential, its deployment or its api_base was changed in the database. Send the credential again.',
    cause,
  );
}
