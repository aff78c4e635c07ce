import type { Socket } from 'node:net';

import { waitUntil } from '../database/wait-until.js';
import { manyAtOnce } from '../reliability/harness/at-once.js';
import { IS_LONG, quote } from '../reliability/harness/figures.js';
import { bodyFor, callThrough, type Door, STREAM_DOORS, WHOLE_DOORS } from './doors.js';
import { type IsolatedGateway, startIsolatedGateway } from './isolated/start-isolated-gateway.js';
import { postHead, RawConnection } from './raw-connection.js';
import { type RawUpstream, startRawUpstream } from './start-raw-upstream.js';
import { endlessly } from './upstream-tricks.js';

const READERS_PER_DOOR = IS_LONG ? 250 : 30;
const MB = 2 ** 20;
/** For all readers together; without backpressure they cost that in a blink. */
const MOST_GROWTH_MB = IS_LONG ? 150 : 50;
const STILL_MS = 300;
const WARM_UP_ROUNDS = 5;
/** So many begin at the same time. */
const AT_ONCE = 20;
/** A call of somebody else, who reads. */
const MOST_WAIT_MS = 500;
/** A reader is given up after two minutes. */
const MOST_CUT_MS = 150_000;

const START =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n' +
  event({ type: 'message_start', message: { id: 'msg_1', type: 'message', usage: { input_tokens: 1 } } }) +
  event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
const DELTA = event({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text: 'and on and on '.repeat(20) },
});
const MESSAGE = JSON.stringify({ id: 'msg_2', type: 'message', role: 'assistant', content: [], usage: {} });
const WHOLE = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${MESSAGE.length}\r\nconnection: close\r\n\r\n${MESSAGE}`;

/** A header that asks upstream for an event that never ends. */
const ENDLESS_EVENT = 'anthropic-test-endless-event';
/** The largest event that is taken in has 32 MB. */
const MOST_EVENT_GROWTH_MB = 160;

let upstream: RawUpstream;
let gateway: IsolatedGateway;
/** Upstream's ends of the streams. */
const streams: Socket[] = [];

beforeAll(async () => {
  upstream = await startRawUpstream();
  upstream.onRequest((socket, bytes) => {
    if (!bytes.includes('text/event-stream')) return socket.end(WHOLE);
    if (bytes.includes(ENDLESS_EVENT)) return endlessly(socket, 'x'.repeat(1000), `${START}data: `);
    streams.push(socket);
    endlessly(socket, DELTA, START);
  });
  gateway = await startIsolatedGateway(upstream.origin);
}, 60_000);

afterAll(async () => {
  await gateway?.close();
  await upstream.close();
});

function event(data: { type: string; [field: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Begins a stream, reads its first bytes, and reads no more. */
async function beginAndStopReading(door: Door): Promise<RawConnection> {
  const connection = new RawConnection(gateway.port);
  const body = JSON.stringify(bodyFor(door));
  connection.write(postHead(door.path, [`content-length: ${body.length}`]) + body);
  await connection.until(() => connection.received.includes('and on'), 'the stream to begin');
  connection.socket.pause();
  return connection;
}

function bytesUpstream(): number {
  return streams.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
}

/** Resolves once upstream has not been able to write for a while. */
async function waitUntilUpstreamIsStill(): Promise<void> {
  for (let before = -1; before !== bytesUpstream();) {
    before = bytesUpstream();
    await new Promise((resolve) => setTimeout(resolve, STILL_MS));
  }
}

describe('R17: callers who stop reading', () => {
  it(
    'stop upstream, cost little memory, and keep nobody waiting',
    async () => {
      await warmUp();
      const { readers, grownMb, slowestMs } = await stallAll();
      expect(grownMb).toBeLessThan(MOST_GROWTH_MB);
      expect(slowestMs).toBeLessThan(MOST_WAIT_MS);

      const before = bytesUpstream();
      for (const { socket } of readers) socket.resume();
      await readers[0]?.until(() => bytesUpstream() > before + 20 * MB, 'the streams to go on');
      for (const reader of readers) reader.close();
      await upstream.waitForNoConnection(10_000);
      quote(
        'R17',
        `${readers.length} readers who stopped: the process grew by ${grownMb.toFixed(0)} MB at most; calls of others took ${slowestMs.toFixed(0)} ms at most`,
      );
    },
    IS_LONG ? 120_000 : 20_000,
  );

  if (IS_LONG) {
    it(
      'are given up after two minutes, and upstream with them',
      async () => {
        const { readers } = await stallAll();
        const startedAt = performance.now();
        await waitUntil(() => streams.every(({ destroyed }) => destroyed), MOST_CUT_MS);
        quote(
          'R17',
          `${readers.length} readers who went on not reading: cut off after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
        );
        for (const reader of readers) reader.close();
      },
      MOST_CUT_MS + 60_000,
    );
  }

  /** What a process takes for good is no reader's. */
  async function warmUp(): Promise<void> {
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
      const readers = await Promise.all(
        STREAM_DOORS.flatMap((door) => [door, door]).map(beginAndStopReading),
      );
      for (const { socket } of readers) socket.resume();
      const before = bytesUpstream();
      await readers[0]?.until(() => bytesUpstream() > before + 50 * MB, 'the streams to go on');
      for (const reader of readers) reader.close();
      await upstream.waitForNoConnection();
    }
    streams.length = 0;
  }

  async function stallAll() {
    let readers: RawConnection[] = [];
    let slowestMs = 0;
    const { grownMb } = await gateway.measure(async () => {
      readers = await manyAtOnce(2 * READERS_PER_DOOR, AT_ONCE, (index) =>
        beginAndStopReading(STREAM_DOORS[index % STREAM_DOORS.length] as Door),
      );
      await waitUntilUpstreamIsStill();
      for (const door of WHOLE_DOORS) {
        const { tookMs } = await callThrough(door, gateway.port);
        slowestMs = Math.max(slowestMs, tookMs);
      }
    });
    return { readers, grownMb, slowestMs };
  }
});

it.each(STREAM_DOORS)('an event without end ends in an error, not in memory: $name', async (door) => {
  const { grownMb } = await gateway.measure(async () => {
    const { ending } = await callThrough(door, gateway.port, { [ENDLESS_EVENT]: 'yes' });
    expect(ending).toBe('error frame');
  });
  expect(grownMb).toBeLessThan(MOST_EVENT_GROWTH_MB);
  await upstream.waitForNoConnection();
});
