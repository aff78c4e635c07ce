import type { Prisma } from '../generated/prisma/client.js';
import type { PrismaService } from './prisma.service.js';

export type Transaction = Prisma.TransactionClient;

/** Many changes at once wait for each other: the embedded database makes one at a time. */
const LIMITS = { maxWait: 10_000, timeout: 10_000 };

/** Does some work as a whole or not at all. Throws as `PrismaService.run` does. */
export function runTransaction<T>(
  prisma: PrismaService,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return prisma.run((client) => client.$transaction(work, LIMITS));
}
