import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lockDirectory } from '../database/embedded/lock-directory.js';
import { JournalFiles } from '../usage/journal-files.js';
import { bringOverJournals, takeJournalFolder } from './journal-folders.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tollgate-journals-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** As a process leaves it: each text is a segment. */
async function leave(name: string, ...texts: string[]): Promise<JournalFiles> {
  const files = new JournalFiles(join(dataDir, name));
  await files.prepare();
  for (const [index, text] of texts.entries()) {
    const segment = await files.create(index + 1);
    await segment.write(Buffer.from(text), Buffer.byteLength(text));
    await segment.close();
  }
  return files;
}

async function textsIn(name: string): Promise<string[]> {
  const files = new JournalFiles(join(dataDir, name));
  const segments = await files.list();
  return await Promise.all(segments.map(async ({ number }) => (await files.read(number)).toString()));
}

describe('a worker', () => {
  it('takes the first folder that no other is in', () => {
    const folders = [takeJournalFolder(dataDir), takeJournalFolder(dataDir), takeJournalFolder(dataDir)];
    expect(folders).toEqual(['journal', 'journal-2', 'journal-3'].map((name) => join(dataDir, name)));
  });

  it('takes the folder of one that has died', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(dataDir, 'journal.worker'), `${pid} 1 ab`);
    expect(takeJournalFolder(dataDir)).toBe(join(dataDir, 'journal'));
  });

  it('is told which directory cannot be used', () => {
    const path = join(dataDir, 'a-file');
    writeFileSync(path, '');
    expect(() => takeJournalFolder(join(path, 'data'))).toThrow(
      /^The data directory .*a-file\/data cannot be used \(ENOTDIR\); make it writable/,
    );
  });
});

describe('journals that no process is about to take', () => {
  it('are brought over to one that a process takes, behind what it has', async () => {
    await leave('journal', 'a\n');
    await leave('journal-2', 'b\n', 'c\n');
    await leave('journal-3', 'd\n');
    await bringOverJournals(dataDir, 1);
    expect(await textsIn('journal')).toEqual(['a\n', 'b\n', 'c\n', 'd\n']);
    expect(readdirSync(dataDir)).toEqual(['journal']);
  });

  it('stay where they are while there are enough processes', async () => {
    await leave('journal', 'a\n');
    await leave('journal-2', 'b\n');
    await bringOverJournals(dataDir, 2);
    expect([await textsIn('journal'), await textsIn('journal-2')]).toEqual([['a\n'], ['b\n']]);
  });

  it('are read from their beginning, whatever the checkpoint says that was there before', async () => {
    const files = await leave('journal');
    await files.writeCheckpoint({ segment: 9, offset: 0 });
    await leave('journal-2', 'b\n');
    await bringOverJournals(dataDir, 1);
    expect(await files.readCheckpoint()).toBeUndefined();
    expect(await textsIn('journal')).toEqual(['b\n']);
  });

  it('stay where they are while somebody is in them', async () => {
    await leave('journal', 'a\n');
    await leave('journal-2', 'b\n');
    const lock = lockDirectory(join(dataDir, 'journal-2.lock'));
    await bringOverJournals(dataDir, 1);
    lock.release();
    expect(await textsIn('journal-2')).toEqual(['b\n']);
  });

  it('leave behind what the database has refused, where the log says that it is', async () => {
    await leave('journal', 'a\n');
    const files = await leave('journal-2', 'b\n');
    const rejected = await files.reject('{}');
    await bringOverJournals(dataDir, 1);
    expect(readFileSync(rejected, 'utf8')).toBe('{}\n');
    expect(await textsIn('journal')).toEqual(['a\n', 'b\n']);
  });

  it('are none in a directory that is new', async () => {
    const fresh = join(dataDir, 'new');
    await bringOverJournals(fresh, 1);
    expect(existsSync(fresh)).toBe(true);
    expect(readdirSync(fresh)).toEqual([]);
  });
});
