import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { projectRoot } from '../project-root.mjs';
import { environmentOf, parseDockerfile } from './dockerfile.mjs';
import { runCommand } from './run-command.mjs';

/** @typedef {{ root: string, workDir: string, stage: import('./dockerfile.mjs').Stage }} Image */

const dockerfile = parseDockerfile(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8'));

/**
 * Does every instruction of the Dockerfile, each stage in a folder that is its root, from what .dockerignore lets in.
 *
 * @param {{
 *   steps: import('./step-table.mjs').StepTable, folder: import('./work-folder.mjs').WorkFolder, node: string,
 *   builtBefore?: string,
 * }} options
 * @returns {Promise<Image>} the last stage
 */
export async function buildImage({ steps, folder, node, builtBefore }) {
  if (builtBefore !== undefined) return imageIn(resolve(builtBefore));
  const context = folder.make('context');
  await steps.run('build context, by .dockerignore', () => copyContext(context));
  for (const [index, stage] of dockerfile.entries()) {
    const root = rootOf(folder, index);
    for (const instruction of stage.instructions) {
      await follow(instruction, { steps, folder, context, root, node, stage });
    }
  }
  return imageIn(rootOf(folder, dockerfile.length - 1));
}

/** @param {import('./work-folder.mjs').WorkFolder} folder @param {number} index */
function rootOf(folder, index) {
  const stage = dockerfile[index];
  return folder.make(stage?.name === undefined ? 'image' : `stage-${stage.name}`);
}

/** @param {string} root @returns {Image} */
function imageIn(root) {
  const stage = /** @type {import('./dockerfile.mjs').Stage} */ (dockerfile.at(-1));
  return { root, workDir: join(root, workDirOf(stage)), stage };
}

/** @param {import('./dockerfile.mjs').Stage} stage */
function workDirOf({ instructions }) {
  return instructions.find(({ name }) => name === 'WORKDIR')?.words ?? '/';
}

/** Ours lists what may come in: "*" first, then names with "!", then what of these stays out. @param {string} context */
function copyContext(context) {
  const lines = readFileSync(join(projectRoot, '.dockerignore'), 'utf8').split('\n');
  const rules = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (rules.shift() !== '*') throw new Error('.dockerignore does not begin by leaving everything out.');
  const isOut = (/** @type {string} */ path) =>
    rules.some((rule) => !rule.startsWith('!') && relative(projectRoot, path) === rule);
  for (const rule of rules.filter((line) => line.startsWith('!'))) {
    const path = rule.slice(1);
    cpSync(join(projectRoot, path), join(context, path), { recursive: true, filter: (from) => !isOut(from) });
  }
  return `${readdirSync(context).length} entries`;
}

/**
 * @typedef {{
 *   steps: import('./step-table.mjs').StepTable, folder: import('./work-folder.mjs').WorkFolder, context: string,
 *   root: string, node: string, stage: import('./dockerfile.mjs').Stage,
 * }} Place
 * @type {Record<string, (words: string, place: Place) => Promise<unknown> | void>}
 */
const INSTRUCTIONS = {
  WORKDIR: (words, { root }) => void mkdirSync(join(root, words), { recursive: true }),
  COPY: copy,
  RUN: run,
};

/** Those that are about running the image are for whoever runs it. @param {import('./dockerfile.mjs').Instruction} instruction @param {Place} place */
async function follow({ name, words }, place) {
  await INSTRUCTIONS[name]?.(words, place);
}

/** @param {string} words @param {Place} place */
async function copy(words, { folder, context, root, stage }) {
  const [, from, paths = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(words) ?? [];
  const sources = paths.split(' ');
  const destination = sources.pop() ?? '.';
  const origin = from === undefined ? context : join(folder.path, `stage-${from}`);
  const workDir = join(root, workDirOf(stage));
  for (const source of sources) {
    const target = destination.endsWith('/')
      ? join(destination, relative(dirname(source), source))
      : destination;
    cpSync(join(origin, source), resolve(workDir, target), { recursive: true, verbatimSymlinks: true });
  }
}

/** @param {string} words @param {Place} place */
async function run(words, { steps, folder, root, node, stage }) {
  await steps.run(`RUN ${words}`, () =>
    runCommand(['sh', '-c', inRoot(words, { root, folder })], {
      cwd: join(root, workDirOf(stage)),
      env: { ...environmentOf(stage), ...toolsEnvironment(node, folder) },
      logFile: join(folder.make('logs'), 'build.log'),
    }),
  );
}

/** A path of the image is one below its root here; its user is this run's. @param {string} command @param {Pick<Place, 'root' | 'folder'>} place */
function inRoot(command, { root, folder: { user } }) {
  const owned = user === undefined ? '' : `-o ${user.uid} -g ${user.gid}`;
  return command.replace('-o 1000 -g 1000', owned).replace(/(?<=\s)\/(?=\w)/g, `${root}/`);
}

/** npm of this machine on the chosen Node.js. @param {string} node @param {import('./work-folder.mjs').WorkFolder} folder */
function toolsEnvironment(node, folder) {
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  return {
    PATH: `${dirname(node)}:${dirname(npm)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: process.env.HOME,
    npm_config_cache: process.env.npm_config_cache ?? folder.make('npm-cache'),
    ...registryOf(process.env),
  };
}

/** @param {NodeJS.ProcessEnv} env */
function registryOf(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) =>
      /^(npm_config_registry|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name),
    ),
  );
}
