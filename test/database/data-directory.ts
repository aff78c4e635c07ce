import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestDirectory {
  path: string;
  remove(): void;
}

/** Files in memory, where the system has room for them: an embedded database has a thousand. */
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 1024 ** 3;

/** A data directory of its own for one gateway. */
export function makeDataDirectory(): TestDirectory {
  const path = mkdtempSync(join(hasMemory() ? MEMORY : tmpdir(), 'tollgate-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function hasMemory(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ENOUGH_BYTES;
}
