import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readGatewaySecret } from './gateway-secret.js';
import { Secret } from './secret.js';

describe('the secret of the gateway', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const keyOf = (dataDir: string, written?: string): string =>
    readGatewaySecret({ dataDir, sealingSecret: written === undefined ? undefined : new Secret(written) })
      .deriveKey('a use')
      .toString('hex');

  it('is made once, for this user alone, and read again afterwards', () => {
    const dataDir = join(folder, 'new', 'data');
    const first = keyOf(dataDir);

    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(keyOf(dataDir)).toBe(first);
    expect(keyOf(join(folder, 'other'))).not.toBe(first);
  });

  it('is what TOLLGATE_SECRET says, and then nothing is written', () => {
    const dataDir = join(folder, 'unused');
    expect(keyOf(dataDir, 'one')).toBe(keyOf('/nonexistent', 'one'));
    expect(keyOf(dataDir, 'one')).not.toBe(keyOf(dataDir, 'two'));
    expect(() => statSync(dataDir)).toThrow('ENOENT');
  });

  it('gives each use another key', () => {
    const secret = readGatewaySecret({ dataDir: folder });
    const kept = readFileSync(join(folder, 'secret'), 'utf8').trim();
    expect(secret.deriveKey('one')).not.toEqual(secret.deriveKey('two'));
    expect(secret.deriveKey('one').toString('hex')).not.toBe(kept);
  });

  it('has the one before it at its side when TOLLGATE_SECRET_PREVIOUS says that', () => {
    const former = new Secret('old');
    const secret = readGatewaySecret({
      dataDir: folder,
      sealingSecret: new Secret('new'),
      formerSealingSecret: former,
    });
    expect(secret.former?.deriveKey('a use').toString('hex')).toBe(keyOf(folder, 'old'));
    expect(secret.deriveKey('a use').toString('hex')).toBe(keyOf(folder, 'new'));
    expect(readGatewaySecret({ dataDir: folder }).former).toBeUndefined();
  });

  it('that was emptied is not made anew, because every key would become unknown', () => {
    writeFileSync(join(folder, 'secret'), '\n');
    expect(() => keyOf(folder)).toThrow(
      `${join(folder, 'secret')} is empty; restore the secret from a backup`,
    );
  });

  it('cannot be kept where the data directory cannot be made: one line says so', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => keyOf(join(folder, 'file'))).toThrow(
      /^The data directory .*file cannot be used \((EEXIST|ENOTDIR)\); make it writable .* TOLLGATE_DATA_DIR\.$/,
    );
  });
});
