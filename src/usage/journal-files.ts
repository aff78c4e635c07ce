import fs from 'node:fs';
import { mkdir, open, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A segment that is being written. */
export interface SegmentFile {
  /** Resolves once the bytes would survive a power cut. */
  write(buffer: Buffer, length: number): Promise<void>;
  close(): Promise<void>;
}

/** A segment that an earlier process has left. */
export interface StoredSegment {
  number: number;
  bytes: number;
  writtenAtMs: number;
}

const SEGMENT_NAME = /^(\d{8,})\.journal$/;
const CHECKPOINT_NAME = 'checkpoint.json';
const REJECTED_NAME = 'rejected.jsonl';

/** Each write returns when it is on the disk: one call where a write and an fdatasync would be two. */
const WRITE_THROUGH = (fs.constants as { O_DSYNC?: number }).O_DSYNC;

/** The directory of the journal: its segments, its checkpoint, and the file of records that the database refused. */
export class JournalFiles {
  constructor(private readonly directory: string) {}

  /** @throws the system's error when the directory cannot be made. */
  async prepare(): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
  }

  /** The segments that there are, in the order in which they were written. */
  async list(): Promise<StoredSegment[]> {
    const names = await readdir(this.directory);
    const segments = names.flatMap((name) => {
      const match = SEGMENT_NAME.exec(name);
      return match === null ? [] : [Number(match[1])];
    });
    return Promise.all(segments.sort((left, right) => left - right).map((number) => this.describe(number)));
  }

  read(segment: number): Promise<Buffer> {
    return readFile(this.pathOf(segment));
  }

  /** Makes a new segment, which must not be there yet, and its entry in the directory durable. */
  async create(segment: number): Promise<SegmentFile> {
    const { O_WRONLY, O_CREAT, O_EXCL, O_APPEND } = fs.constants;
    const flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | (WRITE_THROUGH ?? 0);
    const handle = await open(this.pathOf(segment), flags, 0o600);
    await this.syncDirectory();
    return {
      write: (buffer, length) => writeThrough(handle.fd, buffer, length),
      close: () => handle.close(),
    };
  }

  async remove(segment: number): Promise<void> {
    await unlink(this.pathOf(segment));
  }

  /** Undefined when there is none, or one that cannot be read: a checkpoint only saves work. */
  async readCheckpoint(): Promise<unknown> {
    try {
      return JSON.parse(await readFile(join(this.directory, CHECKPOINT_NAME), 'utf8'));
    } catch {
      return undefined;
    }
  }

  async writeCheckpoint(checkpoint: object): Promise<void> {
    const path = join(this.directory, CHECKPOINT_NAME);
    await writeFile(`${path}.new`, JSON.stringify(checkpoint), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  /** Sets a record aside that the database does not take, and returns where. */
  async reject(json: string): Promise<string> {
    const path = join(this.directory, REJECTED_NAME);
    const handle = await open(path, 'a', 0o600);
    try {
      await handle.writeFile(`${json}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    return path;
  }

  private async describe(number: number): Promise<StoredSegment> {
    const { size, mtimeMs } = await stat(this.pathOf(number));
    return { number, bytes: size, writtenAtMs: mtimeMs };
  }

  /** Not every system lets a directory be opened; those that do not make its entries durable themselves. */
  private async syncDirectory(): Promise<void> {
    if (process.platform === 'win32') return;
    const handle = await open(this.directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  private pathOf(segment: number): string {
    return join(this.directory, `${String(segment).padStart(8, '0')}.journal`);
  }
}

/** Callbacks instead of a FileHandle's promises: this runs for every group of records. */
function writeThrough(descriptor: number, buffer: Buffer, length: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error: Error | null): void => (error === null ? resolve() : reject(error));
    const writeFrom = (offset: number): void => {
      fs.write(descriptor, buffer, offset, length - offset, null, (error, written) => {
        if (error !== null) reject(error);
        else if (offset + written < length) writeFrom(offset + written);
        else if (WRITE_THROUGH === undefined) fs.fdatasync(descriptor, finish);
        else resolve();
      });
    };
    writeFrom(0);
  });
}
