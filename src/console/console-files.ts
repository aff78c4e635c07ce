import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** What the build puts beside a file, best first. */
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;
type Encoding = keyof typeof ENCODINGS;
const NAMES = Object.keys(ENCODINGS) as Encoding[];

const INDEX = 'index.html';
const UTF_8_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
};
const BINARY_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** A built file of the console, as one of several encodings. */
export interface EncodedFile {
  readonly type: string;
  readonly etag: string;
  readonly encoding?: Encoding;
  readonly content: Buffer;
}

/** The console as it was built: every file there is, by its path, so that no path of a caller's reaches the disk. */
export class ConsoleFiles {
  private known: { builtAtMs: number; files: Map<string, ConsoleFile> } | undefined;

  constructor(private readonly directory: string) {}

  /** The page that all views begin with; undefined: the console was not built. */
  async index(): Promise<string | undefined> {
    const file = (await this.files())?.get(INDEX);
    return file?.content.toString('utf8');
  }

  /** In the encoding that a browser takes; undefined when there is no such file. */
  async find(path: string, acceptedEncodings: string): Promise<EncodedFile | undefined> {
    const file = (await this.files())?.get(path);
    return file?.encoded(acceptedEncodings);
  }

  /** Read at first use, and again when it was built anew. */
  private async files(): Promise<Map<string, ConsoleFile> | undefined> {
    const builtAtMs = await modifiedAt(join(this.directory, INDEX));
    if (builtAtMs === undefined) return undefined;
    if (this.known?.builtAtMs !== builtAtMs) {
      this.known = { builtAtMs, files: await readFiles(this.directory) };
    }
    return this.known.files;
  }
}

class ConsoleFile {
  private readonly type: string;
  private readonly etag: string;

  constructor(
    path: string,
    readonly content: Buffer,
    /** Undefined in what the build did not compress. */
    private readonly encodings: Partial<Record<Encoding, Buffer>>,
  ) {
    const extension = extname(path);
    const textType = UTF_8_TYPES[extension];
    this.type =
      textType === undefined
        ? (BINARY_TYPES[extension] ?? 'application/octet-stream')
        : `${textType}; charset=utf-8`;
    this.etag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  }

  encoded(acceptedEncodings: string): EncodedFile {
    const { type, etag, content, encodings } = this;
    const accepted = namesOf(acceptedEncodings);
    for (const encoding of NAMES) {
      const compressed = encodings[encoding];
      if (compressed === undefined || !accepted.includes(encoding)) continue;
      return { type, etag: `"${etag}-${encoding}"`, encoding, content: compressed };
    }
    return { type, etag: `"${etag}"`, content };
  }
}

function namesOf(accepted: string): (string | undefined)[] {
  return accepted
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => !/;\s*q=0(?:\.0*)?$/.test(entry))
    .map((entry) => entry.split(';')[0]?.trim());
}

async function readFiles(directory: string): Promise<Map<string, ConsoleFile>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const reading = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, Buffer]> => {
      const path = join(entry.parentPath, entry.name);
      return [relative(directory, path).split(sep).join('/'), await readFile(path)];
    });
  const contents = new Map(await Promise.all(reading));
  const files = new Map<string, ConsoleFile>();
  for (const [name, content] of contents) {
    if (Object.values(ENCODINGS).some((suffix) => name.endsWith(suffix))) continue;
    const encodings: Partial<Record<Encoding, Buffer>> = {};
    for (const encoding of NAMES) encodings[encoding] = contents.get(name + ENCODINGS[encoding]);
    files.set(name, new ConsoleFile(name, content, encodings));
  }
  return files;
}

async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}
