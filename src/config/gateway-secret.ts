import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describeDataDirectoryFailure, ensureDataDirectory, fileErrorCode } from './data-directory.js';
import type { GatewayConfig } from './gateway-config.js';

/** The injection token of the `GatewaySecret`. */
export const GATEWAY_SECRET = Symbol('GATEWAY_SECRET');

const KEY_BYTES = 32;
const SECRET_BYTES = 32;

/** The gateway's own secret, from which a key is derived for each use. */
export class GatewaySecret {
  readonly #secret: string;

  constructor(
    secret: string,
    /** The secret before this one, while what was made with it still has to work. */
    readonly former?: GatewaySecret,
  ) {
    this.#secret = secret;
  }

  /** A key of 32 bytes, the same for the same use; keys of different uses tell nothing of each other. */
  deriveKey(use: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#secret, '', use, KEY_BYTES));
  }
}

/** `TOLLGATE_SECRET`, or else the secret that the data directory keeps; made there at the first start. */
export function readGatewaySecret({
  sealingSecret,
  formerSealingSecret,
  dataDir,
}: Pick<GatewayConfig, 'sealingSecret' | 'formerSealingSecret' | 'dataDir'>): GatewaySecret {
  const former = formerSealingSecret && new GatewaySecret(formerSealingSecret.reveal());
  return new GatewaySecret(sealingSecret?.reveal() ?? keptSecret(dataDir), former);
}

function keptSecret(dataDir: string): string {
  ensureDataDirectory(dataDir);
  const path = join(dataDir, 'secret');
  try {
    return readKept(path) ?? makeSecret(path);
  } catch (error) {
    throw error instanceof UnreadableSecretError ? error : describeDataDirectoryFailure(dataDir, error);
  }
}

/** A secret that were made anew in its place would make every key of the database unknown. */
class UnreadableSecretError extends Error {}

function readKept(path: string): string | undefined {
  const kept = readIfThere(path)?.trim();
  if (kept === '') {
    throw new UnreadableSecretError(
      `${path} is empty; restore the secret from a backup, or remove the file to begin with new keys.`,
    );
  }
  return kept;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Linked when it is complete, so that of two that start at once both read the same. */
function makeSecret(path: string): string {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
