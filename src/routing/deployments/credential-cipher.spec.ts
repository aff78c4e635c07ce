import { GatewaySecret } from '../../config/gateway-secret.js';
import { Secret } from '../../config/secret.js';
import { CredentialCipher, UnreadableSecretError } from './credential-cipher.js';
import { credentialPreviewOf, openSecrets, sealSecrets } from './deployment-secrets.js';
import type { StoredDeployment } from './managed-deployment.js';

const cipherOf = (secret: string, former?: string) =>
  new CredentialCipher(
    new GatewaySecret(secret, former === undefined ? undefined : new GatewaySecret(former)),
  );
const first = cipherOf('first');
const second = cipherOf('second');

describe('a sealed credential', () => {
  const seal = (cipher = first) => ({
    bytes: cipher.seal('token', 'here'),
    keyId: cipher.keyId,
    place: 'here',
  });

  it('opens with the secret that sealed it, present or former', () => {
    expect(first.open(seal())).toBe('token');
    expect(cipherOf('second', 'first').open(seal())).toBe('token');
    expect(cipherOf('second', 'first').open(seal(second))).toBe('token');
  });

  it('says which key it needs when that is not at hand, and what to do', () => {
    expect(() => second.open(seal())).toThrow(UnreadableSecretError);
    expect(() => second.open(seal())).toThrow(
      new RegExp(`key id ${first.keyId}\\).*TOLLGATE_SECRET_PREVIOUS, or send the credential again`),
    );
  });

  it('has a key id that is the same for the same secret, and tells nothing of it', () => {
    expect(cipherOf('first').keyId).toBe(first.keyId);
    expect(second.keyId).not.toBe(first.keyId);
    expect(first.keyId).toMatch(/^[0-9a-f]{8}$/);
  });

  it('opens in no other place, and not when any of its bits was changed', () => {
    const sealed = seal();
    expect(() => first.open({ ...sealed, place: 'there' })).toThrow(UnreadableSecretError);
    for (let at = 0; at < sealed.bytes.length; at++) {
      const bytes = Buffer.from(sealed.bytes);
      bytes[at] = (bytes[at] as number) ^ 1;
      expect(() => first.open({ ...sealed, bytes })).toThrow(UnreadableSecretError);
    }
    expect(() => first.open({ ...sealed, bytes: Buffer.alloc(0) })).toThrow(UnreadableSecretError);
  });
});

describe('the secrets of a deployment', () => {
  const secrets = { apiKey: new Secret('sk-ant-0123456789abcdef'), extraHeaders: new Secret({ 'x-a': 'b' }) };
  const row = { id: 'one', apiBase: 'https://a.example' };
  const stored = (more: object = {}) =>
    ({ ...row, ...sealSecrets(row, secrets, first), ...more }) as StoredDeployment;

  it('come out of their row as they went in', () => {
    const { secrets: opened } = openSecrets(stored(), first);
    expect(opened?.apiKey?.reveal()).toBe('sk-ant-0123456789abcdef');
    expect(opened?.extraHeaders.reveal()).toEqual({ 'x-a': 'b' });
  });

  it('do not open in another row, for another origin, or in each other’s place', () => {
    const { sealedCredential, sealedExtraHeaders } = stored();
    for (const moved of [
      { id: 'two' },
      { apiBase: 'https://b.example' },
      { apiBase: null },
      { sealedCredential: sealedExtraHeaders, sealedExtraHeaders: sealedCredential },
    ]) {
      expect(openSecrets(stored(moved), first).problem).toContain('changed in the database');
    }
  });

  it('take no room where there are none', () => {
    const nothing = { sealedCredential: null, sealedExtraHeaders: null, sealingKeyId: null };
    expect(sealSecrets(row, { extraHeaders: new Secret({}) }, first)).toEqual(nothing);
    expect(openSecrets(stored(nothing), second).secrets?.extraHeaders.reveal()).toEqual({});
  });

  it('are known by the end of the credential, unless that is most of it', () => {
    expect(credentialPreviewOf(secrets.apiKey)).toBe('…cdef');
    expect(credentialPreviewOf(new Secret('short'))).toBe('…');
    expect(credentialPreviewOf(undefined)).toBeNull();
  });
});
