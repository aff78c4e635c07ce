import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { PROJECT_ROOT } from './example-files.js';
import { anchors, linkedAnchors, linkedFiles, readDocument } from './markdown.js';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  'src/translation/README.md',
  ...readdirSync(join(PROJECT_ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];
/** Made by a run, and in no clone. */
const GENERATED = /^bench\/results\//;
/** Commands of npm itself. */
const BUILT_IN = new Set(['ci', 'install', 'run']);

function isMissing(path: string): boolean {
  return !existsSync(join(PROJECT_ROOT, path));
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readDocument(document);

  it('links only to files that exist', () => {
    const targets = linkedFiles(text).map((target) => join(dirname(document), target));
    expect(targets.filter(isMissing)).toEqual([]);
  });

  it('links only to headings that it has', () => {
    expect(linkedAnchors(text).filter((anchor) => !anchors(text).includes(anchor))).toEqual([]);
  });

  it('names only files that exist', () => {
    const paths = [...text.matchAll(/`((?:src|test|docs|scripts|bench|examples)\/[\w./-]*)`/g)];
    const missing = paths.map(([, path = '']) => path).filter(isMissing);
    expect(missing.filter((path) => !GENERATED.test(path))).toEqual([]);
  });

  it('draws only files that exist', () => {
    const drawn = [...text.matchAll(/(?<![\w/.…-])((?:[\w-]+\/)+[\w.-]+\.(?:ts|mjs))\b/g)].map(
      ([path]) => path,
    );
    expect(drawn.filter((path) => isMissing(path) && isMissing(join('src', path)))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readDocument('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/\bnpm (?:run )?([a-z][a-z:-]*)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !BUILT_IN.has(script) && !(script in scripts))).toEqual([]);
  });
});
