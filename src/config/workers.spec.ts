import { availableParallelism } from 'node:os';

import type { ConfigFlags } from './config-sources.js';
import { ConfigError } from './config-error.js';
import { keepFiles, sourcesFrom } from './kept-sources.js';
import { loadConfig } from './load-config.js';

/** What workers share. */
const SHARED = {
  DATABASE_URL: 'postgresql://127.0.0.1/tollgate',
  REDIS_URL: 'redis://127.0.0.1:6379',
  TOLLGATE_SECRET: 'a secret that is long enough',
};

interface Given {
  flags?: ConfigFlags;
  env?: Record<string, string>;
  yaml?: string;
}

function workersOf({ flags = {}, env = {}, yaml }: Given): number {
  return loadConfig({
    flags: yaml === undefined ? flags : { ...flags, config: 'config.yaml' },
    env: { ...SHARED, ...env },
    cwd: '/app',
    readFile: (path) => (path === '/app/config.yaml' ? (yaml ?? '') : absent()),
  }).workers;
}

function absent(): never {
  throw Object.assign(new Error('absent'), { code: 'ENOENT' });
}

const YAML = 'general_settings: { num_workers: 5 }';

describe('how many workers there are', () => {
  it.each<[string, Given, number]>([
    ['one, unless somebody says otherwise', {}, 1],
    ['as the file says', { yaml: YAML }, 5],
    ['as LiteLLM’s variable says', { env: { NUM_WORKERS: '4' }, yaml: YAML }, 4],
    ['as the variable says', { env: { NUM_WORKERS: '4', TOLLGATE_WORKERS: '3' } }, 3],
    ['as LiteLLM’s flag says', { flags: { num_workers: '2' }, env: { TOLLGATE_WORKERS: '3' } }, 2],
    ['as the flag says', { flags: { workers: '6', num_workers: '2' } }, 6],
    ['one for each core', { flags: { workers: 'auto' } }, availableParallelism()],
  ])('%s', (_, given, workers) => expect(workersOf(given)).toBe(workers));

  it('is one without anything to share it with, and more are refused', () => {
    const alone = { DATABASE_URL: '', REDIS_URL: '' };
    expect(workersOf({ flags: { workers: '1' }, env: alone })).toBe(1);
    expect(() => workersOf({ flags: { workers: '2' }, env: alone })).toThrow(ConfigError);
  });

  it('is not what is blamed for an address that is wrong', () => {
    const refused = (): unknown => workersOf({ flags: { workers: '2' }, env: { REDIS_URL: 'http://x' } });
    expect(refused).toThrow(expect.objectContaining({ problems: [expect.stringContaining('REDIS_URL')] }));
  });
});

describe('a configuration that is read again from what the first reading saw', () => {
  it('is the same, whatever its files hold by then', () => {
    const files = new Map<string, string>();
    const texts = new Map([
      ['/app/config.yaml', YAML],
      ['/app/.env', 'PORT=4321'],
    ]);
    const readFile = keepFiles((path) => texts.get(path) ?? absent(), files);
    const flags = { config: 'config.yaml' };
    const first = loadConfig({ flags, env: SHARED, cwd: '/app', readFile });
    texts.clear();
    const kept = { flags, cwd: '/app', files: Object.fromEntries(files) };
    expect(loadConfig(sourcesFrom(structuredClone(kept), SHARED))).toEqual(first);
    expect(first).toMatchObject({ port: 4321, workers: 5 });
  });
});
