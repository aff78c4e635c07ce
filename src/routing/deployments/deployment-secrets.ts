import { Secret } from '../../config/secret.js';
import { type CredentialCipher, UnreadableSecretError } from './credential-cipher.js';
import type { ManagedDeployment, SealedSecrets, StoredDeployment } from './managed-deployment.js';

/** What a deployment calls upstream with. */
export interface DeploymentSecrets {
  /** Absent when callers bring their own login. */
  readonly apiKey?: Secret;
  /** Lower-cased names. */
  readonly extraHeaders: Secret<Readonly<Record<string, string>>>;
}

type SealedColumn = 'credential' | 'extra_headers';

const PREVIEW_LENGTH = 4;
/** Of a shorter credential the last characters would give away too much. */
const SHORTEST_SHOWN = 16;

/** What people recognise a credential by. */
export function credentialPreviewOf(apiKey: Secret | undefined): string | null {
  if (apiKey === undefined) return null;
  const credential = apiKey.reveal();
  return credential.length < SHORTEST_SHOWN ? '…' : `…${credential.slice(-PREVIEW_LENGTH)}`;
}

/** Seals a deployment's secrets for its row, and for the origin that they go to. */
export function sealSecrets(
  deployment: Pick<ManagedDeployment, 'id' | 'apiBase'>,
  { apiKey, extraHeaders }: DeploymentSecrets,
  cipher: CredentialCipher,
): SealedSecrets {
  const seal = (text: string | undefined, column: SealedColumn): Buffer | null =>
    text === undefined ? null : cipher.seal(text, placeOf(deployment, column));
  const headers = extraHeaders.reveal();
  const sealedCredential = seal(apiKey?.reveal(), 'credential');
  const sealedExtraHeaders = seal(hasEntries(headers) ? JSON.stringify(headers) : undefined, 'extra_headers');
  const hasSealed = sealedCredential !== null || sealedExtraHeaders !== null;
  return { sealedCredential, sealedExtraHeaders, sealingKeyId: hasSealed ? cipher.keyId : null };
}

/** The secrets, or why they cannot be read and what to do about it. */
export type OpenedSecrets =
  { secrets: DeploymentSecrets; problem?: undefined } | { problem: string; secrets?: undefined };

/** Opens what was sealed for this row with a secret that is at hand. */
export function openSecrets(stored: StoredDeployment, cipher: CredentialCipher): OpenedSecrets {
  try {
    return { secrets: unseal(stored, cipher) };
  } catch (error) {
    if (error instanceof UnreadableSecretError) return { problem: error.message };
    throw error;
  }
}

function unseal(stored: StoredDeployment, cipher: CredentialCipher): DeploymentSecrets {
  const open = (bytes: Buffer | null, column: SealedColumn): string | undefined =>
    bytes === null
      ? undefined
      : cipher.open({ bytes, keyId: stored.sealingKeyId, place: placeOf(stored, column) });
  const credential = open(stored.sealedCredential, 'credential');
  const headers = open(stored.sealedExtraHeaders, 'extra_headers') ?? '{}';
  return {
    ...(credential === undefined ? {} : { apiKey: new Secret(credential) }),
    extraHeaders: new Secret(JSON.parse(headers) as Record<string, string>),
  };
}

/** A value that is moved to another row or column, or whose row is given another origin, does not open. */
function placeOf({ id, apiBase }: Pick<ManagedDeployment, 'id' | 'apiBase'>, column: SealedColumn): string {
  return `deployment ${id} ${column} ${apiBase ?? ''}`;
}

function hasEntries(headers: object): boolean {
  return Object.keys(headers).length > 0;
}
