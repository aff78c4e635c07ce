import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lockDirectory } from './lock-directory.js';

describe('the lock of the embedded database', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-lock-'));
    path = join(folder, 'database.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is given to one at a time, and again after its release', () => {
    const lock = lockDirectory(path);
    expect(() => lockDirectory(path)).toThrow('is in use by this process');
    lock.release();
    lockDirectory(path).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names the process that holds it, and what to do', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(other, 'spawn');
    writeFileSync(path, `${other.pid}  `);
    try {
      expect(() => lockDirectory(path)).toThrow(
        `The embedded database is in use by process ${other.pid} (${path}). Stop that gateway, choose another directory by TOLLGATE_DATA_DIR, or let several gateways share a PostgreSQL by DATABASE_URL.`,
      );
    } finally {
      other.kill();
    }
  });

  it.each([
    ['whose process has died', async () => `${await deadProcessId()} 12345 ab`],
    ['of an earlier process with the same id', async () => `${process.pid} 1 ab`],
    ['that holds nothing', async () => ''],
    ['that holds something else', async () => 'hello'],
  ])('%s is taken over', async (_, leaveBehind) => {
    const isKnownHere = existsSync('/proc/self/stat');
    const left = await leaveBehind();
    if (!isKnownHere && left.startsWith(String(process.pid))) return;
    writeFileSync(path, left);
    const lock = lockDirectory(path);
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it('that somebody else has taken over meanwhile stays theirs when it is released', () => {
    const lock = lockDirectory(path);
    writeFileSync(path, 'somebody else');
    lock.release();
    expect(readFileSync(path, 'utf8')).toBe('somebody else');
  });
});

async function deadProcessId(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return Number(child.pid);
}
