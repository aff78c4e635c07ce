import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from './ensure-ready.mjs';

const MASTER_KEY = 'sk-tollgate-demo';

const { values: flags } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
await ensureReady();
const { startFakeAnthropic } = await import('../test/fake-anthropic/start-fake-anthropic.mjs');
const { loadConfig } = await import('../dist/config/load-config.js');
const { describeStartFailure } = await import('../dist/cli/describe-start-failure.js');
const { startServer } = await import('../dist/main.js');

// A folder of its own, so that neither a .env file nor the real database takes part.
const folder = mkdtempSync(join(tmpdir(), 'tollgate-demo-'));
const fake = await startFakeAnthropic();
const config = readDemoConfig();
const server = await startServer(config).catch(async (error) => {
  console.error(describeStartFailure(error, config));
  await stop(1);
});
for (const line of welcome(server.url)) console.log(line);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void server.close().then(() => stop(0)));

function readDemoConfig() {
  try {
    return loadConfig({
      flags,
      env: demoEnvironment(),
      cwd: folder,
      readFile: (path) => readFileSync(path, 'utf8'),
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

function demoEnvironment() {
  return {
    CLAUDE_CODE_API_KEY: 'sk-ant-oat01-demo',
    CLAUDE_CODE_API_BASE: fake.origin,
    TOLLGATE_MASTER_KEY: MASTER_KEY,
    TOLLGATE_DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    PORT: process.env.PORT,
  };
}

/** @param {number} exitCode */
async function stop(exitCode) {
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(exitCode);
}

/**
 * @param {string} url
 * @returns {string[]}
 */
function welcome(url) {
  return [
    `Tollgate listens on ${url} in front of a simulated Anthropic API (${fake.origin}).`,
    `Its key is ${MASTER_KEY}, also for the console: ${url}/ui`,
    'Nothing leaves this machine. Paste one of these:',
    '',
    `curl ${url}/v1/chat/completions \\`,
    `  -H 'Authorization: Bearer ${MASTER_KEY}' -H 'Content-Type: application/json' \\`,
    `  -d '{"model":"claude-sonnet-4-5","stream":true,"messages":[{"role":"user","content":"Hello"}]}'`,
    '',
    `curl ${url}/v1/messages \\`,
    `  -H 'x-api-key: ${MASTER_KEY}' -H 'anthropic-version: 2023-06-01' -H 'Content-Type: application/json' \\`,
    `  -d '{"model":"claude-sonnet-4-5","max_tokens":64,"messages":[{"role":"user","content":"Hello"}]}'`,
    '',
    'Ctrl-C stops both.',
  ];
}
