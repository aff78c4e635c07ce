/** Entry of `npm run bench:replicas`: what one more replica on one PostgreSQL and one Redis costs and brings. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import pg from 'pg';
import { callBytes } from './call-bytes.mjs';
import { findFreePort, startProgram, stopProgram } from './child-program.mjs';
import { describeGateway, makeVirtualKey } from './gateway-program.mjs';
import { LoadConnection } from './load-client.mjs';
import { LOAD_CORE, startMock } from './mock-process.mjs';
import { cpuTimeUs, pinThisProcess, processTree } from './process-stats.mjs';
import { median } from './statistics.mjs';

const USAGE = `Usage: npm run bench:replicas -- --database-url URL --redis-url URL [options]

Measures 1, 2, … gateways on one PostgreSQL and one Redis of this machine: the CPU that a request costs each part.
The database is filled with the bench's records: give it one of its own.

  --most N       most gateways (3)
  --rounds N     rounds, each with another order (3)
  --seconds N    length of a measurement (5)
  --calls N      calls under way at once, over all gateways (64)
  --help         this text
`;
const GATEWAY_CORE = 0;
/** Answers of each gateway until it runs compiled code. */
const WARM_UP_ANSWERS = 5_000;
/** From an answer until its record is in the database. */
const SHIPPING_MS = 1_500;
/** Something is wrong then, and further calls tell nothing. */
const MOST_FAILURES = 100;
const SHAPE = { isStream: false, padBytes: 600 };

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await bench(options);
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
// Connections and programs that are left end with the process.
process.exit();

function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      'database-url': { type: 'string' },
      'redis-url': { type: 'string' },
      most: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      calls: { type: 'string', default: '64' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const { 'database-url': databaseUrl, 'redis-url': redisUrl } = values;
  if (databaseUrl === undefined || redisUrl === undefined)
    throw new Error('--database-url and --redis-url are needed.');
  const [most, rounds, seconds, calls] = ['most', 'rounds', 'seconds', 'calls'].map((name) =>
    wholeNumber(name, values[name]),
  );
  return { databaseUrl, redisUrl, most, rounds, seconds, calls };
}

function wholeNumber(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 1_000) return number;
  throw new Error(`--${name} must be a whole number from 1 to 1000, not "${text}".`);
}

async function bench({ databaseUrl, redisUrl, most, rounds, seconds, calls }) {
  pinThisProcess(LOAD_CORE);
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const servers = {
    PostgreSQL: await postgresPids(databaseUrl),
    Redis: await redisPids(redisUrl),
  };
  const mock = await startMock(folder);
  await mock.setPace({ chunks: 1, gapMs: 0 });
  const counts = Array.from({ length: most }, (_, index) => index + 1);
  const figures = new Map(counts.map((count) => [count, []]));
  for (let round = 0; round < rounds; round++) {
    for (const count of round % 2 === 0 ? counts : counts.toReversed()) {
      const directory = join(folder, `${round}-${count}`);
      const gateways = await startGateways(count, { mock, directory, databaseUrl, redisUrl });
      figures.get(count).push(await measure(gateways, servers, { seconds, calls }));
      await Promise.all(gateways.map(({ child }) => stopProgram(child)));
    }
  }
  report(figures);
}

async function startGateways(count, { mock, directory, databaseUrl, redisUrl }) {
  const gateways = [];
  for (let number = 1; number <= count; number++) {
    const own = join(directory, String(number));
    mkdirSync(own, { recursive: true });
    const port = await findFreePort();
    const { command, environment } = describeGateway(port, `http://127.0.0.1:${mock.port}`, own);
    const child = await startProgram({
      command,
      port,
      core: GATEWAY_CORE,
      logFile: join(own, 'log'),
      environment: {
        PATH: process.env.PATH ?? '',
        HOME: own,
        NODE_ENV: 'production',
        TOLLGATE_SECRET: 'bench-secret-of-all-replicas-0123456789',
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        ...environment,
      },
      directory: own,
    });
    gateways.push({ port, child });
  }
  return gateways;
}

/** CPU in microseconds a request, of the gateways together and of each server; and what came back. */
async function measure(gateways, servers, { seconds, calls }) {
  const key = await makeVirtualKey(gateways[0].port);
  const connections = Array.from({ length: calls }, (_, index) => {
    const { port } = gateways[index % gateways.length];
    return { connection: new LoadConnection(port), bytes: callBytes({ api: 'openai', port, key }, SHAPE) };
  });
  await drive(connections, (answers) => answers < WARM_UP_ANSWERS * gateways.length);
  const pids = { gateways: () => gateways.flatMap(({ child }) => processTree(child.pid)), ...servers };
  const before = cpuOf(pids);
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const { answers, failures } = await drive(connections, () => performance.now() < until);
  // What was journalled goes to the database a little later: it is part of the cost.
  await sleep(SHIPPING_MS);
  const after = cpuOf(pids);
  for (const { connection } of connections) connection.close();
  const used = Object.fromEntries(
    Object.keys(after).map((name) => [name, (after[name] - before[name]) / answers]),
  );
  return { ...used, failures };
}

/** Calls one after the other on each connection, as long as `goesOn` says so of the answers so far. */
async function drive(connections, goesOn) {
  const tally = { answers: 0, failures: 0 };
  await Promise.all(
    connections.map(async ({ connection, bytes }) => {
      while (goesOn(tally.answers) && tally.failures < MOST_FAILURES) {
        const { status, error } = await connection.call(bytes);
        if (status === 200 && error === null) tally.answers++;
        else tally.failures++;
      }
    }),
  );
  return tally;
}

function cpuOf(pids) {
  return Object.fromEntries(Object.entries(pids).map(([name, list]) => [name, cpuTimeUs(list())]));
}

function report(figures) {
  const one = median(figures.get(1).map(({ gateways }) => gateways));
  console.log('| gateways | CPU µs a request | PostgreSQL | Redis | throughput, a core for each | failed |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const [count, rounds] of figures) {
    const [own, database, redis] = ['gateways', 'PostgreSQL', 'Redis'].map((name) =>
      median(rounds.map((round) => round[name])),
    );
    const failed = rounds.reduce((sum, { failures }) => sum + failures, 0);
    const gain = (count * one) / own;
    const cells = [
      count,
      own.toFixed(0),
      database.toFixed(0),
      redis.toFixed(0),
      `× ${gain.toFixed(2)}`,
      failed,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** The server's processes, which come and go with its connections. */
async function postgresPids(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SHOW data_directory');
  await client.end();
  const pid = Number(readFileSync(join(rows[0].data_directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return () => processTree(pid);
}

async function redisPids(url) {
  const redis = new Redis(url);
  const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
  redis.disconnect();
  return () => processTree(pid);
}
