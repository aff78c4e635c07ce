import { loadConfig } from '../../src/config/load-config.js';
import { PrismaService } from '../../src/database/prisma.service.js';
import { keepLog } from './log-lines.js';
import type { TestDatabase } from './start-test-database.js';

/** What repositories take, connected to a test database, for suites without a gateway. */
export interface TestPrisma {
  prisma: PrismaService;
  /** Messages of the log. */
  messages: () => string[];
  close: () => Promise<void>;
}

/** Waits as a gateway's start does. */
export async function openPrisma({ config }: Pick<TestDatabase, 'config'>): Promise<TestPrisma> {
  const defaults = loadConfig({ flags: {}, env: {}, cwd: '/nonexistent', readFile: readNothing });
  const log = keepLog();
  const prisma = new PrismaService({ ...defaults, ...config }, log.logger);
  await prisma.start();
  return { prisma, messages: log.messages, close: () => prisma.onApplicationShutdown() };
}

/** The same, for suites that do not look at the log; close it by `onApplicationShutdown()`. */
export async function startPrisma(database: Pick<TestDatabase, 'config'>): Promise<PrismaService> {
  return (await openPrisma(database)).prisma;
}

function readNothing(path: string): never {
  throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
}
