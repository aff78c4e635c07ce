import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface PageFile {
  readonly type: string;
  readonly content: Buffer | string;
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Tollgate API</title>
    <link rel="icon" href="/docs/assets/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
  </head>
  <body>
    <div id="page"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/assets/start.js"></script>
  </body>
</html>
`;

/** The credential that a reader types in stays in the page's memory. */
const START = `SwaggerUIBundle({
  url: '/docs/json',
  dom_id: '#page',
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
  docExpansion: 'list',
});
`;

const SCRIPT = 'text/javascript; charset=utf-8';

/** Every file there is: no name of a caller's becomes a path. Read when it is asked for, since few ever do. */
const FILES: Readonly<Record<string, () => Promise<PageFile>>> = {
  'index.html': () => Promise.resolve({ type: 'text/html; charset=utf-8', content: PAGE }),
  'start.js': () => Promise.resolve({ type: SCRIPT, content: START }),
  'openapi.json': async () => ({
    type: 'application/json; charset=utf-8',
    content: await readFile(new URL('../../../docs/openapi.json', import.meta.url)),
  }),
  'swagger-ui.css': () => viewerFile('swagger-ui.css', 'text/css; charset=utf-8'),
  'swagger-ui-bundle.js': () => viewerFile('swagger-ui-bundle.js', SCRIPT),
  'favicon-32x32.png': () => viewerFile('favicon-32x32.png', 'image/png'),
};

/** A file of the documentation's page; undefined when it has none of this name. */
export async function findPageFile(name: string): Promise<PageFile | undefined> {
  return Object.hasOwn(FILES, name) ? FILES[name]?.() : undefined;
}

async function viewerFile(name: string, type: string): Promise<PageFile> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return { type, content: await readFile(join(folder, name)) };
}
