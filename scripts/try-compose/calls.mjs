import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryBackup } from './backup.mjs';
import { Client } from './client.mjs';
import { waitUntil } from './wait-until.mjs';

const MB = 1024 * 1024;
/** What upstream answers to a stream that is open while its replica stops: two seconds of it. */
const LONG_STREAM = { fixture: 'long-text', chunks: 20, gapMs: 100 };

/**
 * What users and operators do with the running stack, each a step.
 *
 * @param {{ steps: import('./step-table.mjs').StepTable, stack: import('./stack.mjs').Stack }} options
 */
export async function tryCalls({ steps, stack }) {
  const admin = new Client(stack.url, stack.masterKey);
  await steps.run('ready through the proxy', () => tryHealth(admin));
  await steps.run('/metrics is not for the proxy, but for Prometheus', () => tryMetrics(admin, stack));
  const { key } = await steps.run('create a key through the proxy', () => createKey(admin, {}));
  const client = new Client(stack.url, key);
  await steps.run('tollgate keys list inside a replica', () => stack.exec('gateway-1', ['keys', 'list']));
  await steps.run('calls reach every replica', () => tryBalance(client, stack));
  await steps.run('a stream comes unbuffered; leaving it ends it upstream', () => tryStream(client, stack));
  await steps.run('a body of 20 MB; refusals of larger ones', () => tryBodies(client, stack));
  await steps.run('kill -9 of a replica under open calls; no call is sent twice', () =>
    tryKill(client, stack),
  );
  await steps.run('a new replica takes up what the killed one left', () => tryTakeUp(admin, stack));
  await steps.run('SIGTERM under an open stream and calls', () => tryRollingRestart(client, stack));
  await steps.run('one limit for all replicas', () => trySharedLimit(admin, stack));
  await steps.run('back up, restore, and the key works', () => tryBackup({ stack, client }));
}

/** @param {Client} admin */
async function tryHealth(admin) {
  assert.equal((await admin.json('/health/ready')).status, 'ok');
}

/** @param {Client} admin @param {import('./stack.mjs').Stack} stack */
async function tryMetrics(admin, stack) {
  for (const path of ['/metrics', '/metrics/', '//metrics', '/%6detrics', '/metrics?a=b']) {
    assert.equal((await admin.request(path)).status, 404, path);
  }
  const metricsKey = readFileSync(join(stack.secrets, 'metrics_key'), 'utf8').trim();
  for (const port of stack.gatewayPorts) {
    const response = await new Client(`http://127.0.0.1:${port}`, metricsKey).request('/metrics');
    assert.match(await response.text(), /^tollgate_database_up 1$/m);
  }
}

/** @param {Client} admin @param {object} settings @returns {Promise<{ key: string }>} */
function createKey(admin, settings) {
  return admin.json('/admin/keys', { body: { name: 'try', ...settings } });
}

/** @param {Client} client @param {import('./stack.mjs').Stack} stack */
async function tryBalance(client, stack) {
  await callMany(client, 12);
  const used = new Set(accessLog(stack).map(({ replica }) => replica));
  for (const port of stack.gatewayPorts)
    assert.ok(used.has(`127.0.0.1:${port}`), `no call reached port ${port}`);
  return `12 calls to ${stack.gatewayPorts.length} replicas`;
}

/** Upstream goes on for as long as the caller has not seen the beginning. @param {Client} client @param {import('./stack.mjs').Stack} stack */
async function tryStream(client, stack) {
  const fake = fakeOf(stack);
  fake.reset();
  fake.nextAnswer({ fixture: 'long-text', chunks: 50, stallAfterEvents: 5 });
  const leaving = new AbortController();
  const stream = client.stream(leaving.signal);
  const { value = '' } = await stream.next();
  assert.match(value, /^data: /);
  assert.equal(fake.openRequests(), 1, 'upstream is still at it');
  const [request] = fake.requests;
  leaving.abort();
  const leftAtMs = Date.now();
  await stream.next().catch(() => {});
  assert.ok(request);
  await fake.waitForClosed(request);
  return `closed upstream ${Date.now() - leftAtMs} ms after the caller left`;
}

/** @param {Client} client @param {import('./stack.mjs').Stack} stack */
async function tryBodies(client, stack) {
  fakeOf(stack).reset();
  assert.equal(await postText(client, 20 * MB), 200);
  assert.equal(await postText(client, 34 * MB), 413);
  assert.equal(await postText(client, 41 * MB), 413);
}

/** Each answer is JSON, whoever gave it. @param {Client} client @param {number} length */
async function postText(client, length) {
  const content = 'a'.repeat(length);
  const body = { model: 'claude-sonnet-4-5', max_tokens: 8, messages: [{ role: 'user', content }] };
  const response = await client.request('/v1/messages', { body });
  assert.ok(typeof (await response.json()).type === 'string');
  return response.status;
}

/** Three calls that upstream does not answer, one on each replica: whoever dies takes one of them along. @param {Client} client @param {import('./stack.mjs').Stack} stack */
async function tryKill(client, stack) {
  const fake = fakeOf(stack);
  fake.reset();
  fake.nextAnswer({ stallBeforeHeaders: true }, { times: stack.replicas });
  const leaving = new AbortController();
  const body = { model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'Hello' }] };
  const calls = stack.gatewayPorts.map(() =>
    client.request('/v1/chat/completions', { body, signal: leaving.signal }).then(({ status }) => status),
  );
  await fake.waitForOpenRequests(stack.replicas);
  await waitUntil('every journal has the beginning of its call', () =>
    stack.journals().every(endsInOpenCall),
  );
  assert.equal(await stack.end('gateway-2', 'SIGKILL'), 'SIGKILL');
  assert.equal(await Promise.race(calls), 503);
  await callMany(client, 60);
  assert.equal(fake.requests.length, stack.replicas + 60, 'calls that went upstream');
  leaving.abort();
  await Promise.allSettled(calls);
  return '1 call ended with 503, 60 further calls with 200';
}

/** @param {string} journal */
function endsInOpenCall(journal) {
  return / O\{.*\n$/.test(journal);
}

/** @param {Client} admin @param {import('./stack.mjs').Stack} stack */
async function tryTakeUp(admin, stack) {
  await stack.startOne('gateway', 'gateway-2');
  const isThere = async () => {
    const { data } = await admin.json('/admin/usage?limit=100');
    return data.some(
      (/** @type {{ error_type: string }} */ { error_type: type }) => type === 'gateway_crashed',
    );
  };
  await waitUntil('the killed call is in the usage', isThere);
  return 'the killed call is recorded';
}

/** @param {Client} client @param {import('./stack.mjs').Stack} stack */
async function tryRollingRestart(client, stack) {
  const fake = fakeOf(stack);
  fake.reset();
  fake.answerAll((request) => (request.body.stream === true ? LONG_STREAM : {}));
  const load = startLoad(client);
  for (let number = 1; number <= stack.replicas; number += 1)
    await load.during(restart(number, client, stack));
  const calls = await load.end();
  fake.reset();
  return `${stack.replicas} replicas, each with an open stream; ${calls} calls through the proxy, all with 200`;
}

/** The stream goes straight to the replica that stops, and has to end as if nothing were. @param {number} number @param {Client} client @param {import('./stack.mjs').Stack} stack */
async function restart(number, client, stack) {
  const { name, port } = stack.gateway(number);
  const stream = readAll(new Client(`http://127.0.0.1:${port}`, client.key).stream());
  await stream.begun;
  const [end, text] = await Promise.all([stack.end(name, 'SIGTERM'), stream.text]);
  assert.equal(end, 0);
  assert.match(text, /data: \[DONE\]\s*$/);
  await stack.startOne('gateway', name);
}

/** Calls without a pause, until one fails or the load is ended. @param {Client} client */
function startLoad(client) {
  let isOver = false;
  let calls = 0;
  const call = async () => {
    for (; !isOver; calls += 1) assert.equal(await client.chat(), 200);
  };
  const lanes = Promise.all([call(), call()]);
  lanes.catch(() => {});
  return {
    /** @param {Promise<void>} task */
    during: (task) => Promise.all([task, Promise.race([task, lanes])]),
    end: async () => {
      isOver = true;
      await lanes;
      return calls;
    },
  };
}

/** @param {AsyncIterable<string>} stream */
function readAll(stream) {
  /** @type {(value: unknown) => void} */
  let begin = () => {};
  const begun = new Promise((resolve) => (begin = resolve));
  const read = async () => {
    let text = '';
    for await (const piece of stream) {
      text += piece;
      begin(undefined);
    }
    return text;
  };
  const text = read();
  return { begun: Promise.race([begun, text]), text };
}

/** @param {Client} admin @param {import('./stack.mjs').Stack} stack */
async function trySharedLimit(admin, stack) {
  const limit = 2 * stack.replicas;
  const { key } = await createKey(admin, { rpm_limit: limit });
  const client = new Client(stack.url, key);
  const statuses = await Promise.all(Array.from({ length: 3 * limit }, () => client.chat()));
  const admitted = statuses.filter((status) => status === 200).length;
  assert.equal(admitted, limit);
  assert.ok(statuses.every((status) => status === 200 || status === 429));
  return `${admitted} of ${statuses.length} calls on a limit of ${limit}`;
}

/** @param {Client} client @param {number} count */
async function callMany(client, count) {
  const statuses = await Promise.all(Array.from({ length: count }, () => client.chat()));
  assert.deepEqual([...new Set(statuses)], [200]);
}

/** @param {import('./stack.mjs').Stack} stack @returns {{ replica: string }[]} */
function accessLog(stack) {
  const text = readFileSync(join(stack.folder.path, 'logs/proxy.log'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"time"'))
    .map((line) => JSON.parse(line));
}

/** @param {import('./stack.mjs').Stack} stack */
function fakeOf({ fake }) {
  assert.ok(fake);
  return fake;
}
