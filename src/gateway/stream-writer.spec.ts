import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

import { StreamWriter } from './stream-writer.js';

const MOST_STALLED_MS = 100;
const FRAME = Buffer.alloc(64 * 1024, 'x');

it('an empty frame does not end a stream', async () => {
  const server = createServer((_request, response) => {
    const writer = new StreamWriter(response.writeHead(200));
    for (const frame of ['one ', '', Buffer.alloc(0), 'two']) writer.write(frame);
    writer.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await answer.text()).toBe('one two');
  server.close();
});

it('frames of text and of bytes, small and large, arrive in their order, whether in one turn or in several', async () => {
  const frames = [1, 3000, 10, 2048, 2049, 40_000, 5, 9000].flatMap((size, index) => {
    const text = String.fromCharCode(0xe0 + index).repeat(size);
    return [text, Buffer.from(text, 'latin1')];
  });
  const server = createServer((_request, response) => {
    const writer = new StreamWriter(response.writeHead(200));
    const send = async (): Promise<void> => {
      for (const frame of frames) writer.write(frame);
      for (const frame of frames) {
        if (!writer.write(frame)) await writer.drained();
        await setImmediate();
      }
      writer.end();
    };
    void send();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const whole = frames.map((frame) => frame.toString('latin1')).join('');
  expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toBe(whole + whole);
  server.close();
});

it('a frame that the system takes at once holds nothing up', async () => {
  const server = createServer((_request, response) => {
    const writer = new StreamWriter(response.writeHead(200));
    const send = async (): Promise<void> => {
      // Behind the turn of the head.
      await setImmediate();
      if (writer.write('x'.repeat(256 * 1024)) || (await writer.drained())) writer.end();
    };
    void send();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await answer.text()).toHaveLength(256 * 1024);
  server.close();
});

it('what is written in one turn does not wait for the caller, up to a limit', async () => {
  const taken: boolean[] = [];
  const server = createServer((_request, response) => {
    const writer = new StreamWriter(response.writeHead(200));
    for (let frames = 0; frames < 4; frames++) taken.push(writer.write('x'.repeat(20 * 1024)));
    writer.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await answer.text()).toHaveLength(4 * 20 * 1024);
  expect(taken).toEqual([true, true, true, false]);
  server.close();
});

describe('a stream whose caller does not read', () => {
  let server: Server;
  let caller: Socket;
  let response: ServerResponse;

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
    caller.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    response.writeHead(200);
  });
  afterEach(() => {
    caller.destroy();
    server.close();
  });

  /** Writes until the caller's and the system's buffers are full and nothing has moved for a while. */
  async function fill(): Promise<void> {
    const writer = new StreamWriter(response, MOST_STALLED_MS);
    while (writer.write(FRAME) || (await writer.drained()));
  }

  it('has to read what was left of one turn before it gets more than a little in the next', async () => {
    await fill();
    const writer = new StreamWriter(response);
    expect(writer.write('x'.repeat(17 * 1024))).toBe(false);
  });

  it('is given up after a while, and not before', async () => {
    await fill();
    const startedAt = performance.now();
    expect(await new StreamWriter(response, MOST_STALLED_MS).drained()).toBe(false);
    expect(performance.now() - startedAt).toBeGreaterThan(MOST_STALLED_MS - 5);
  });

  it('goes on when it reads again', async () => {
    await fill();
    const drained = new StreamWriter(response).drained();
    caller.resume();
    expect(await drained).toBe(true);
  });

  it('is over when the caller goes', async () => {
    await fill();
    const writer = new StreamWriter(response);
    const drained = writer.drained();
    caller.destroy();
    expect(await drained).toBe(false);
    expect(writer.isClosed).toBe(true);
  });
});
