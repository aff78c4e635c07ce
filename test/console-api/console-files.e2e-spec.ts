import { Test } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import pino from 'pino';

import { AppModule } from '../../src/app.module.js';
import { loadConfig } from '../../src/config/load-config.js';
import { ConsoleFiles } from '../../src/console/console-files.js';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5000))})`;
const INDEX = `<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head>
<body><script type="module" src="/ui/assets/app-1a2b.js"></script></body></html>`;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

describe('the console in a browser', () => {
  let folder: string;
  let app: NestFastifyApplication;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-console-'));
    build(join(folder, 'web'));
    writeFileSync(join(folder, 'secret'), 'not for anybody');
    ({ app, port } = await startWith(join(folder, 'web'), folder));
  }, 30_000);
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetchRaw(port, path, headers);

  it('begins with a page that runs nothing but its own files, under a nonce of its own', async () => {
    const pages = [
      await get('/ui'),
      await get('/ui/'),
      await get('/ui/keys/7?tab=usage'),
      await get('/ui/index.html'),
    ];
    const nonces = pages.map(({ status, headers, body }) => {
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-store');
      const [, nonce] = /content="([\w+/=]{24})"/.exec(body.toString()) ?? [];
      expect(headers['content-security-policy']).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      });
      return nonce;
    });
    expect(new Set(nonces).size).toBe(pages.length);
  });

  it('loads its files compressed, once for ever', async () => {
    const path = '/ui/assets/app-1a2b.js';
    const plain = await get(path);
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
    });
    expect(plain.body.toString()).toBe(SCRIPT);
    const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
    const gzip = await get(path, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
    const etag = String(brotli.headers.etag);
    const known = await get(path, { 'accept-encoding': 'br', 'if-none-match': etag });
    expect(known).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    const icon = await get('/ui/icon.png', { 'accept-encoding': 'br' });
    expect(icon.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-cache' });
    expect(icon.headers['content-encoding']).toBeUndefined();
    expect((await get(`${path}.br`)).status).toBe(404);
  });

  it('gives away no other file, however it is asked for', async () => {
    const paths = [
      '/ui/../secret.txt',
      '/ui/..%2fsecret.txt',
      '/ui/%2e%2e/%2e%2e/package.json',
      '/ui/assets/..%2f..%2f..%2fpackage.json',
      '/ui/assets/%2e%2e%5c%2e%2e%5cpackage.json',
      '/ui//etc/host.conf',
      '/ui/assets/%00app-1a2b.js',
      '/ui/assets/missing.js',
      '/ui/assets/constructor.js',
    ];
    for (const path of paths) {
      const { status, body } = await get(path);
      expect([path, [400, 404].includes(status)]).toEqual([path, true]);
      expect(body.toString()).not.toMatch(/not for anybody|dependencies/);
    }
    // Without an extension it is a view, and the page all the same.
    expect((await get('/ui/..%2f..%2fsecret')).body.toString()).not.toContain('not for anybody');
  });

  it('is where browsers are led from the root, and nobody else', async () => {
    const browser = await get('/', { accept: 'text/html,application/xhtml+xml' });
    expect(browser).toMatchObject({ status: 302, headers: { location: '/ui' } });
    expect((await get('/', { accept: '*/*' })).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' })).status).toBe(200);
  });

  it('is read again when it was built anew', async () => {
    const directory = join(folder, 'again');
    build(directory);
    const files = new ConsoleFiles(directory);
    expect(await files.find('assets/new.js', '')).toBeUndefined();
    writeFileSync(join(directory, 'assets/new.js'), 'new');
    rmSync(join(directory, 'index.html'));
    expect(await files.index()).toBeUndefined();
    writeFileSync(join(directory, 'index.html'), INDEX);
    expect((await files.find('assets/new.js', ''))?.content.toString()).toBe('new');
  });

  it('says how to build it where it is not built, and is absent where it is turned off', async () => {
    const missing = await startWith(join(folder, 'nowhere'), folder);
    const page = await fetchRaw(missing.port, '/ui/keys', {});
    expect(page.status).toBe(503);
    expect(page.body.toString()).toContain('npm run build');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    await missing.app.close();
    const off = await startWith(join(folder, 'web'), folder, { DISABLE_ADMIN_UI: 'True' });
    for (const path of ['/ui', '/ui/keys', '/ui/assets/app-1a2b.js']) {
      expect((await fetchRaw(off.port, path, {})).status).toBe(404);
    }
    expect((await fetchRaw(off.port, '/', { accept: 'text/html' })).status).toBe(404);
    await off.app.close();
  }, 30_000);
});

function build(directory: string): void {
  mkdirSync(join(directory, 'assets'), { recursive: true });
  writeFileSync(join(directory, 'index.html'), INDEX);
  writeFileSync(join(directory, 'assets/app-1a2b.js'), SCRIPT);
  writeFileSync(join(directory, 'assets/app-1a2b.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(directory, 'assets/app-1a2b.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(directory, 'icon.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
}

/** The whole application, with the console's files from a folder. */
async function startWith(directory: string, dataRoot: string, env: Record<string, string> = {}) {
  const readFile = (): never => {
    throw Object.assign(new Error('absent'), { code: 'ENOENT' });
  };
  const dataDir = mkdtempSync(join(dataRoot, 'data-'));
  const loaded = loadConfig({ flags: { port: '0' }, env, cwd: dataDir, readFile });
  const config = { ...loaded, dataDir, database: { kind: 'none' as const } };
  const module = await Test.createTestingModule({
    imports: [AppModule.with(config, pino({ level: 'silent' }))],
  })
    .overrideProvider(ConsoleFiles)
    .useValue(new ConsoleFiles(directory))
    .compile();
  const adapter = new FastifyAdapter({ routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 } });
  const app = module.createNestApplication<NestFastifyApplication>(adapter, { logger: false });
  await app.listen(0, '127.0.0.1');
  return { app, port: (app.getHttpServer().address() as AddressInfo).port };
}

/** With its path and its body as they are: `fetch` would tidy up the one and unpack the other. */
function fetchRaw(port: number, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    })
      .on('error', reject)
      .end();
  });
}
