/**
 * Writes docs/openapi.json, the document that the gateway serves at /docs/json, and the types that the console's client
 * has of it; with `--check` only compares them.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { ensureReady } from './ensure-ready.mjs';
import { projectRoot } from './project-root.mjs';

const TARGET = join(projectRoot, 'docs/openapi.json');

await ensureReady();
const built = await document();
const files = [
  { path: 'docs/openapi.json', text: await print(built) },
  { path: 'web/src/api/schema.d.ts', text: astToString(await openapiTS(built)) },
];
const stale = files.filter(({ path, text }) => textOf(path) !== text);
if (!process.argv.includes('--check')) {
  for (const { path, text } of stale) writeFileSync(join(projectRoot, path), text);
  console.log(`${files.map(({ path }) => path).join(' and ')} are as the routes say.`);
} else if (stale.length > 0) {
  console.error(
    `${stale.map(({ path }) => path).join(' and ')}: not what the routes say. Run: npm run generate:openapi`,
  );
  process.exit(1);
}
process.exit(0);

/** @param {string} path relative to the project */
function textOf(path) {
  const file = join(projectRoot, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

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
  return format(JSON.stringify(built), { ...(await resolveConfig(TARGET)), parser: 'json' });
}
