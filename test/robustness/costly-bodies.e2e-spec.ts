import { setTimeout as wait } from 'node:timers/promises';

import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { post } from './http-call.js';
import {
  type IsolatedGateway,
  startIsolatedGateway,
  type Strain,
} from './isolated/start-isolated-gateway.js';
import { postHead, RawConnection } from './raw-connection.js';

const MB = 2 ** 20;
const LIMIT_BYTES = 32 * MB;
/** The last two read bodies in the same way. */
const ROUTES = ['/v1/chat/completions', '/v1/messages', '/v1/messages/count_tokens'];

/** Parsing any of these bodies unseen takes seconds and hundreds of megabytes. */
const MOST_STALL_MS = 300;
/** The body itself, once as bytes and once as text, and some room. */
const MOST_GROWTH_MB = 128;
/** Other work on the machine makes a measurement worse, never better. */
const TRIES = 3;

let fake: FakeAnthropic;
let gateway: IsolatedGateway;

beforeAll(async () => {
  fake = await startFakeAnthropic();
  gateway = await startIsolatedGateway(fake.origin);
}, 60_000);

afterAll(async () => {
  await gateway?.close();
  await fake.close();
});

beforeEach(() => fake.reset());

/** The given text around a filling of that many megabytes. */
function around(before: string, megabytes: number, filling: string | number, after = ''): Buffer {
  return Buffer.concat([Buffer.from(before), Buffer.alloc(megabytes * MB, filling), Buffer.from(after)]);
}

function distinctNames(count: number): Buffer {
  return Buffer.from(`{${Array.from({ length: count }, (_, index) => `"${index}":0`).join(',')}}`);
}

const BOMBS: Record<string, () => Buffer> = {
  '16 MB of arrays in arrays': () => around('{"messages":', 16, '['),
  '16 MB of arrays in arrays, closed': () =>
    Buffer.concat([
      Buffer.from('{"a":'),
      Buffer.alloc(8 * MB, '['),
      Buffer.alloc(8 * MB, ']'),
      Buffer.from('}'),
    ]),
  '16 MB of objects in objects': () => around('{"a":', 16, '{"a":'),
  'five million names': () => around('{"a":{', 30, '"k":0,', '"k":0}}'),
  'a million top-level names': () => distinctNames(1_000_000),
  'ten million zeros': () => around('{"a":[0', 20, ',0', ']}'),
  'a million messages': () =>
    around('{"model":"claude-a","max_tokens":1,"messages":[', 30, '{"role":"user","content":""},', '1]}'),
  'a number of a million digits': () => around('{"a":', 1, '9', '}'),
  'an exponent of a million digits': () => around('{"a":1e', 1, '9', '}'),
  'a string of 30 MB without an end': () => around('{"a":"', 30, 'a'),
  'a string of 24 MB of escapes without an end': () => around('{"a":"', 24, '\\u0041'),
  'a name of 24 MB': () => around('{"', 24, 'a', '":1}'),
  '30 MB of white space': () => around('', 30, ' ', 'x'),
  '20 MB that are no UTF-8': () => around('{"a":"', 20, 0xff, '"}'),
};

async function bestOfTries(work: () => Promise<void>): Promise<Strain> {
  let best = await gateway.measure(work);
  for (let i = 1; i < TRIES && best.stallMs > MOST_STALL_MS; i++) best = await gateway.measure(work);
  return best;
}

/** Streams chunks until the connection is closed. Resolves with how many bytes it took. */
async function sendWithoutEnd(connection: RawConnection): Promise<number> {
  const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
  let sent = 0;
  while (!connection.isClosed) {
    if (!connection.write(chunk)) await connection.waitForRoom();
    sent += chunk.length;
  }
  return sent;
}

describe('a body that would cost much to read', () => {
  it.each(Object.entries(BOMBS))('is refused at once: %s', async (_what, makeBody) => {
    const body = makeBody();
    for (const path of ROUTES.slice(0, 2)) {
      const strain = await bestOfTries(async () => {
        expect((await post({ port: gateway.port, path, body })).status).toBe(400);
      });
      expect(strain.stallMs).toBeLessThan(MOST_STALL_MS);
      expect(strain.grownMb).toBeLessThan(MOST_GROWTH_MB);
    }
    expect(fake.requests).toEqual([]);
  });
});

describe('a body that is too large', () => {
  it.each(ROUTES)('is refused by its content-length, before it is there, at %s', async (path) => {
    const connection = new RawConnection(gateway.port);
    connection.write(postHead(path, [`content-length: ${LIMIT_BYTES + 1}`]));
    await connection.waitForAnswers(1);
    expect(connection.statuses).toEqual([413]);
    expect(connection.bodies[0]).toContain('larger than 32 MB');
    connection.close();
  });

  it.each(ROUTES)('is refused so that a caller which sends it all reads why, at %s', async (path) => {
    const body = Buffer.alloc(LIMIT_BYTES + MB, ' ');
    expect((await post({ port: gateway.port, path, body })).status).toBe(413);
  });

  it('is refused so that a caller on a slow line reads why, and can go on', async () => {
    const connection = new RawConnection(gateway.port);
    connection.write(postHead('/v1/messages', [`content-length: ${LIMIT_BYTES + 1}`]));
    for (let sent = 0; sent < LIMIT_BYTES; sent += MB) {
      connection.write(Buffer.alloc(MB, ' '));
      await wait(80);
    }
    connection.write(` ${postHead('/v1/messages', ['content-length: 2'])}{}`);
    await connection.waitForAnswers(2);
    expect(connection.statuses).toEqual([413, 400]);
    connection.close();
  });

  it('is cut when it comes in chunks without end', async () => {
    const connection = new RawConnection(gateway.port);
    connection.write(postHead('/v1/messages', ['transfer-encoding: chunked']));
    const { grownMb } = await gateway.measure(() => sendWithoutEnd(connection));
    expect(connection.statuses).toEqual([413]);
    expect(grownMb).toBeLessThan(MOST_GROWTH_MB);
    expect(fake.requests).toEqual([]);
  });
});

describe('a body that is large and valid', () => {
  it.each([
    { path: '/v1/chat/completions', megabytes: 10 },
    { path: '/v1/chat/completions', megabytes: 31 },
    { path: '/v1/messages', megabytes: 31 },
    { path: '/v1/messages/count_tokens', megabytes: 10 },
  ])('goes up whole: $megabytes MB to $path', async ({ path, megabytes }) => {
    const content = 'ä'.repeat((megabytes * MB) / 2);
    const limit = path.endsWith('count_tokens') ? {} : { max_tokens: 10 };
    const body = { model: 'claude-sonnet-4-5', ...limit, messages: [{ role: 'user', content }] };
    const { status } = await post({ port: gateway.port, path, body });
    expect(status).toBe(200);
    const upContent = (await fake.waitForRequest()).body.messages[0].content;
    expect(typeof upContent === 'string' ? upContent : upContent[0].text).toBe(content);
  });
});
