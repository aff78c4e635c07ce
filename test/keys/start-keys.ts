import pino from 'pino';

import { loadConfig } from '../../src/config/load-config.js';
import { GatewaySecret } from '../../src/config/gateway-secret.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import type { Prisma } from '../../src/generated/prisma/client.js';
import { KeyDigests } from '../../src/keys/key-digests.service.js';
import { KeyGrantsRepository } from '../../src/keys/key-grants.repository.js';
import { KeysService } from '../../src/keys/keys.service.js';
import { SharedStateService } from '../../src/shared-state/shared-state.service.js';
import { makeVirtualKey, previewOf } from '../../src/keys/virtual-key-token.js';
import { startPrisma } from '../database/start-prisma.js';
import type { TestDatabase } from '../database/start-test-database.js';

export const MASTER_KEY = 'sk-master-of-the-tests';

/** A key that is in the database. */
interface StoredKey {
  id: string;
  key: string;
}

export interface TestKeys {
  prisma: PrismaService;
  digests: KeyDigests;
  /** A service that has seen no key yet; open: without a master key. */
  service(options?: { isOpen: boolean }): KeysService;
  create(row?: Partial<Prisma.VirtualKeyUncheckedCreateInput>): Promise<StoredKey>;
  close(): Promise<void>;
}

/** The keys part on a real database, without a gateway around it. */
export async function startKeys(database: TestDatabase): Promise<TestKeys> {
  const prisma = await startPrisma(database);
  const digests = new KeyDigests(new GatewaySecret('the secret of the tests'));
  return {
    prisma,
    digests,
    service: ({ isOpen } = { isOpen: false }) =>
      new KeysService(
        configOf(isOpen ? {} : { TOLLGATE_MASTER_KEY: MASTER_KEY }),
        digests,
        new KeyGrantsRepository(prisma),
        pino({ level: 'silent' }),
        new SharedStateService(undefined),
      ),
    create: async (row = {}) => {
      const key = makeVirtualKey();
      const data = { digest: bytesOf(digests.digestOf(key)), preview: previewOf(key), createdBy: 'master' };
      const { id } = await prisma.client.virtualKey.create({ data: { ...data, ...row } });
      return { id, key };
    },
    close: () => prisma.onApplicationShutdown(),
  };
}

/** What Prisma takes for a column of bytes. */
export function bytesOf(digest: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(digest);
}

function configOf(env: Record<string, string>) {
  const readFile = (path: string): never => {
    throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  };
  return loadConfig({ flags: {}, env, cwd: '/nonexistent', readFile });
}
