/**
 * Writes docs/openapi.json, the document that the gateway serves at /docs/json; with `--check` only compares it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ensureReady } from './ensure-ready.mjs';
import { projectRoot } from './project-root.mjs';

const target = join(projectRoot, 'docs/openapi.json');

await ensureReady();
const text = await print(await document());
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
  console.log('docs/openapi.json is written.');
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/openapi.json is not what the routes say. Run: npm run generate:openapi');
  process.exit(1);
}
process.exit(0);

/** Of the built application, which is put together and never listens. */
async function document() {
  await import('reflect-metadata');
  const dist = (/** @type {string} */ path) => import(join(projectRoot, 'dist', path));
  const [
    { AppModule },
    { loadConfig },
    { audienceOf },
    { buildDocument },
    { NestFactory },
    { FastifyAdapter },
    pino,
  ] = await Promise.all([
    dist('app.module.js'),
    dist('config/load-config.js'),
    dist('access/may-call.decorator.js'),
    import('./openapi/build-document.mjs'),
    import('@nestjs/core'),
    import('@nestjs/platform-fastify'),
    import('pino'),
  ]);
  const dataDir = mkdtempSync(join(tmpdir(), 'tollgate-openapi-'));
  const readFile = () => {
    throw Object.assign(new Error('absent'), { code: 'ENOENT' });
  };
  const config = {
    ...loadConfig({ flags: {}, env: {}, cwd: dataDir, readFile }),
    dataDir,
    database: { kind: 'none' },
  };
  const app = await NestFactory.create(
    AppModule.with(config, pino.default({ level: 'silent' })),
    new FastifyAdapter(),
    {
      logger: false,
      abortOnError: false,
    },
  );
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const built = buildDocument({ app, version, audienceOf });
  rmSync(dataDir, { recursive: true, force: true });
  return built;
}

/** @param {unknown} built */
async function print(built) {
  return format(JSON.stringify(built), { ...(await resolveConfig(target)), parser: 'json' });
}
