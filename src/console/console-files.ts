import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressors = {
  br: (content: Buffer) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (content: Buffer) => promisify(gzip)(content),
};
type Encoding = keyof typeof compressors;

/** The best one takes seconds for what is a percent smaller. */
const BROTLI_QUALITY = 9;
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
  readonly type: string;
  private readonly etag: string;
  private readonly isText: boolean;
  private readonly compressed = new Map<Encoding, Promise<Buffer>>();

  constructor(
    path: string,
    readonly content: Buffer,
  ) {
    const textType = UTF_8_TYPES[extname(path)];
    this.isText = textType !== undefined;
    this.type = this.isText
      ? `${textType}; charset=utf-8`
      : (BINARY_TYPES[extname(path)] ?? 'application/octet-stream');
    this.etag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  }

  async encoded(acceptedEncodings: string): Promise<EncodedFile> {
    const { type, content } = this;
    const encoding = this.isText ? encodingOf(acceptedEncodings) : undefined;
    if (encoding === undefined) return { type, etag: `"${this.etag}"`, content };
    const etag = `"${this.etag}-${encoding}"`;
    return { type, etag, encoding, content: await this.compress(encoding) };
  }

  /** Once. */
  private compress(encoding: Encoding): Promise<Buffer> {
    const known = this.compressed.get(encoding);
    if (known !== undefined) return known;
    const compressing = compressors[encoding](this.content);
    this.compressed.set(encoding, compressing);
    return compressing;
  }
}

function encodingOf(accepted: string): Encoding | undefined {
  const names = accepted
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => !/;\s*q=0(?:\.0*)?$/.test(entry))
    .map((entry) => entry.split(';')[0]?.trim());
  return (Object.keys(compressors) as Encoding[]).find((encoding) => names.includes(encoding));
}

async function readFiles(directory: string): Promise<Map<string, ConsoleFile>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  const files = paths.map(async (path): Promise<[string, ConsoleFile]> => {
    const name = path.split(sep).join('/');
    return [name, new ConsoleFile(name, await readFile(join(directory, path)))];
  });
  return new Map(await Promise.all(files));
}

async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}
