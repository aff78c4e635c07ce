import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ file: string, imports?: string[], dynamicImports?: string[], css?: string[] }} Chunk */
/** @typedef {{ name: string, modules: string[], later: string[], budget: number }} View */

/**
 * What is loaded before a view can be used, by the modules that it begins with, and what comes behind it by itself.
 *
 * @type {View[]}
 */
const VIEWS = [
  {
    name: 'sign-in and overview',
    modules: ['index.html'],
    later: ['src/charts/time-chart.tsx', 'src/shell/overlays.tsx'],
    budget: 190_000,
  },
];

/**
 * The gzipped sizes of the first views of a build, as `compressFiles` has left it, with what they may be.
 *
 * @param {string} folder with the build and its manifest
 * @throws Error when a view is none of the build.
 */
export function measureViews(folder) {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(join(folder, '.manifest.json'), 'utf8'));
  return VIEWS.map(({ name, modules, later, budget }) => {
    const first = filesOf(modules, manifest);
    const behind = [...filesOf(later, manifest)].filter((file) => !first.has(file));
    return { name, budget, bytes: sizeOf([...first], folder), laterBytes: sizeOf(behind, folder) };
  });
}

/**
 * All files that some modules need to run, each once.
 *
 * @param {string[]} modules
 * @param {Record<string, Chunk>} manifest
 * @returns {Set<string>}
 */
function filesOf(modules, manifest) {
  const files = new Set();
  const seen = new Set();
  const waiting = [...modules];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build has no module ${name}.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    waiting.push(...(chunk.imports ?? []));
  }
  return files;
}

/** @param {string[]} files @param {string} folder */
function sizeOf(files, folder) {
  return files.reduce((sum, file) => sum + statSync(join(folder, `${file}.gz`)).size, 0);
}
