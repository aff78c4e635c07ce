// @ts-check
/** Runs the fake by itself: `node test/fake-anthropic/main.mjs --port 9100 --latency 20ms`. Any credential will do. */
import { parseArgs } from 'node:util';
import { startFakeAnthropic } from './start-fake-anthropic.mjs';

const USAGE = 'Usage: node test/fake-anthropic/main.mjs [--port 9100] [--latency 20ms]';

/** @param {string} text @param {RegExp} form @param {string} flag @returns {number} */
function wholeNumber(text, form, flag) {
  const digits = form.exec(text)?.[1];
  if (digits === undefined) {
    console.error(`--${flag} "${text}" is not understood. ${USAGE}`);
    process.exit(1);
  }
  return Number(digits);
}

const { values } = parseArgs({
  options: { port: { type: 'string', default: '9100' }, latency: { type: 'string', default: '0ms' } },
});
const port = wholeNumber(values.port, /^(\d+)$/, 'port');
const gapMs = wholeNumber(values.latency, /^(\d+)(?:ms)?$/, 'latency');

const fake = await startFakeAnthropic({ port });
if (gapMs > 0) fake.answerAll({ gapMs, delayFirstEventMs: gapMs });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void fake.close());
console.log(fake.origin);
