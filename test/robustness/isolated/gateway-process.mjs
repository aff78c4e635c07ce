// @ts-check
/** A process with one gateway in it, which tells on request how long its event loop stood still and how much it grew. */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { loadConfig } from '../../../dist/config/load-config.js';
import { startServer } from '../../../dist/main.js';

const SAMPLE_MS = 5;

const config = loadConfig({
  flags: { port: '0' },
  env: {
    ANTHROPIC_API_KEY: 'sk-ant-test',
    ANTHROPIC_API_BASE: process.env.API_BASE,
    TOLLGATE_DATA_DIR: process.env.DATA_DIR,
    LOG_LEVEL: 'silent',
  },
  cwd: '/nonexistent',
  readFile: (path) => {
    throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  },
});
const server = await startServer(config);

const delay = monitorEventLoopDelay({ resolution: 1 });
let rssMost = 0;
let waitedBeforeMs = 0;
const sampler = setInterval(() => {
  rssMost = Math.max(rssMost, process.memoryUsage.rss());
}, SAMPLE_MS);

/** How long this thread has been ready to run while other work of the machine had the processors; only Linux tells. */
function waitedForProcessorMs() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** @type {Record<string, () => unknown>} */
const COMMANDS = {
  reset: () => {
    globalThis.gc?.();
    delay.reset();
    delay.enable();
    rssMost = process.memoryUsage.rss();
    waitedBeforeMs = waitedForProcessorMs();
    return { rss: rssMost };
  },
  read: () => ({
    stallMs: delay.max / 1e6 - (waitedForProcessorMs() - waitedBeforeMs),
    rss: Math.max(rssMost, process.memoryUsage.rss()),
  }),
  stop: () => {
    clearInterval(sampler);
    delay.disable();
    server.close().then(() => process.disconnect());
    return {};
  },
};

process.on('message', (command) => process.send?.(COMMANDS[String(command)]?.()));
process.send?.({ url: server.url });
