import { setImmediate as nextTurn } from 'node:timers/promises';

import { postHead, RawConnection } from './raw-connection.js';
import { type Pair, startPair } from './start-pair.js';

const KEY = 'sk-master-0123456789abcdef';
const AUTHORIZATION = `authorization: Bearer ${KEY}`;
const BODY = JSON.stringify({
  model: 'claude-sonnet-4-5',
  max_tokens: 5,
  messages: [{ role: 'user', content: 'Hi' }],
});
const LENGTH = `content-length: ${BODY.length}`;
const HEX_LENGTH = BODY.length.toString(16);
const CHUNKED = 'transfer-encoding: chunked';
const CHUNKS = `${HEX_LENGTH}\r\n${BODY}\r\n0\r\n\r\n`;

/** A request that is right, and that nobody may see who sees only one request in what comes before it. */
const NEXT_REQUEST = `${postHead('/v1/messages', [AUTHORIZATION, LENGTH])}${BODY}`;

let pair: Pair;

beforeAll(async () => {
  pair = await startPair({ masterKey: KEY });
});

afterAll(() => pair.close());

beforeEach(() => pair.fake.reset());

function withHeaders(...headers: string[]): string {
  return `${postHead('/v1/messages', headers)}${BODY}`;
}

function inChunks(chunks: string, ...headers: string[]): string {
  return `${postHead('/v1/messages', [AUTHORIZATION, CHUNKED, ...headers])}${chunks}`;
}

function withLine(line: string, body = BODY): string {
  const request = postHead('/v1/messages', [AUTHORIZATION, LENGTH]);
  return request.replace('POST /v1/messages HTTP/1.1', line) + body;
}

/** With a line of the head written otherwise. */
function rewritten(from: string, to: string): string {
  return withHeaders(AUTHORIZATION, LENGTH).replace(from, to);
}

const FRAMING = {
  'both content-length and transfer-encoding': inChunks(CHUNKS, LENGTH),
  'two content-lengths': withHeaders(AUTHORIZATION, LENGTH, LENGTH),
  'two content-lengths that differ': withHeaders(AUTHORIZATION, 'content-length: 5', LENGTH),
  'a list of content-lengths': withHeaders(AUTHORIZATION, `${LENGTH}, ${BODY.length}`),
  'a content-length with a sign': withHeaders(AUTHORIZATION, `content-length: +${BODY.length}`),
  'a negative content-length': withHeaders(AUTHORIZATION, 'content-length: -1'),
  'a hexadecimal content-length': withHeaders(AUTHORIZATION, `content-length: 0x${HEX_LENGTH}`),
  'a content-length beyond all numbers': withHeaders(AUTHORIZATION, `content-length: ${'9'.repeat(30)}`),
  'transfer-encoding twice': inChunks(CHUNKS, CHUNKED),
  'a transfer-encoding that is none': inChunks(CHUNKS).replace(CHUNKED, 'transfer-encoding: xchunked'),
  'a transfer-encoding of gzip': inChunks(CHUNKS).replace(CHUNKED, 'transfer-encoding: gzip, chunked'),
  'chunked before another encoding': inChunks(CHUNKS).replace(CHUNKED, `${CHUNKED}, identity`),
  'a space before the colon of transfer-encoding': inChunks(CHUNKS).replace('encoding:', 'encoding :'),
  'a vertical tab before chunked': inChunks(CHUNKS).replace(CHUNKED, 'transfer-encoding: \x0bchunked'),
  'a folded transfer-encoding': inChunks(CHUNKS).replace(CHUNKED, 'transfer-encoding:\r\n chunked'),
  'transfer-encoding in HTTP/1.0': inChunks(CHUNKS).replace('HTTP/1.1', 'HTTP/1.0'),
  'a chunk size that is no number': inChunks(`xyz\r\n${BODY}\r\n0\r\n\r\n`),
  'a negative chunk size': inChunks(`-5\r\n${BODY}\r\n0\r\n\r\n`),
  'a chunk size with 0x': inChunks(`0x${HEX_LENGTH}\r\n${BODY}\r\n0\r\n\r\n`),
  'a chunk size beyond all numbers': inChunks(`${'f'.repeat(17)}\r\n${BODY}\r\n0\r\n\r\n`),
  'a chunk size that is too small': inChunks(`5\r\n${BODY}\r\n0\r\n\r\n`),
  'chunks with bare line feeds': inChunks(`${HEX_LENGTH}\n${BODY}\n0\n\n`),
  'a chunk extension with a line feed': inChunks(`${HEX_LENGTH};a\nb\r\n${BODY}\r\n0\r\n\r\n`),
  'a chunk extension of 100 KB': inChunks(`${HEX_LENGTH};${'a'.repeat(100_000)}\r\n${BODY}\r\n0\r\n\r\n`),
  'trailers of 100 KB': inChunks(`${HEX_LENGTH}\r\n${BODY}\r\n0\r\na: ${'b'.repeat(100_000)}\r\n\r\n`),
};

const HEADERS = {
  'a folded header': withHeaders(AUTHORIZATION, LENGTH, 'x-a: b\r\n c'),
  'a folded first header': rewritten('\r\nhost', '\r\n host'),
  'only line feeds': withHeaders(AUTHORIZATION, LENGTH).replaceAll('\r\n', '\n'),
  'one bare line feed': rewritten('\r\ncontent-type', '\ncontent-type'),
  'one bare carriage return': rewritten('\r\ncontent-type', '\rcontent-type'),
  'a carriage return in a value': withHeaders(AUTHORIZATION, LENGTH, 'x-a: b\rc'),
  'a zero byte in a value': withHeaders(AUTHORIZATION, LENGTH, 'x-a: b\0c'),
  'a control character in a name': withHeaders(AUTHORIZATION, LENGTH, 'x\x01a: b'),
  'a header without a colon': withHeaders(AUTHORIZATION, LENGTH, 'nonsense'),
  'a space before a colon': withHeaders(AUTHORIZATION, LENGTH, 'x-a : b'),
  'a header without a name': withHeaders(AUTHORIZATION, LENGTH, ': b'),
  'a header of 100 KB': withHeaders(AUTHORIZATION, LENGTH, `x-a: ${'b'.repeat(100_000)}`),
  '5,000 headers': withHeaders(AUTHORIZATION, LENGTH, ...Array.from({ length: 5000 }, (_, i) => `x${i}: b`)),
  'a URL of 100 KB': withLine(`POST /v1/messages?${'a'.repeat(100_000)} HTTP/1.1`),
  'no Host': rewritten('host: 127.0.0.1\r\n', ''),
  'two Host headers': withHeaders(AUTHORIZATION, LENGTH, 'host: 127.0.0.1'),
  'two Host headers that differ': withHeaders(AUTHORIZATION, LENGTH, 'Host: elsewhere.example'),
  'two content-types': withHeaders(AUTHORIZATION, LENGTH, 'content-type: text/plain'),
};

const TARGETS = {
  'a whole URL': withLine('POST http://127.0.0.1/v1/messages HTTP/1.1'),
  'a whole URL of another host': withLine('POST http://elsewhere.example/v1/messages HTTP/1.1'),
  'a host and port': withLine('POST elsewhere.example:80 HTTP/1.1'),
  'a star': withLine('POST * HTTP/1.1'),
  'a path without a slash': withLine('POST v1/messages HTTP/1.1'),
  'a path with a space': withLine('POST /v1/messages x HTTP/1.1'),
  'a path with a wrong escape': withLine('POST /v1/messages%zz HTTP/1.1'),
  'a lowercase method': withLine('post /v1/messages HTTP/1.1'),
  'a method that there is not': withLine('BREW /v1/messages HTTP/1.1'),
  'HTTP/2.0 in the request line': withLine('POST /v1/messages HTTP/2.0'),
  'no version': 'GET /v1/models\r\n\r\n',
  "HTTP/2's preface": 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a TLS handshake': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
};

const CREDENTIALS = {
  'two Authorization headers': withHeaders(AUTHORIZATION, AUTHORIZATION, LENGTH),
  'two Authorization headers that differ': withHeaders(AUTHORIZATION, 'authorization: Bearer other', LENGTH),
  'two x-api-key headers': withHeaders(`x-api-key: ${KEY}`, `X-Api-Key: ${KEY}`, LENGTH),
};

const CREDENTIALS_THAT_DIFFER = {
  'Authorization and x-api-key': withHeaders(AUTHORIZATION, 'x-api-key: other', LENGTH),
  'x-api-key and Authorization': withHeaders('authorization: Bearer other', `x-api-key: ${KEY}`, LENGTH),
  'two keys in one Authorization header': withHeaders(`authorization: Bearer other, Bearer ${KEY}`, LENGTH),
  'x-tollgate-api-key and x-litellm-api-key': withHeaders(
    `x-tollgate-api-key: ${KEY}`,
    'x-litellm-api-key: other',
    LENGTH,
  ),
};

/** Each probe comes in each of these ways, which makes more than 300. */
const WAYS: readonly Way[] = ['/v1/messages', '/v1/chat/completions'].flatMap((path) => [
  { what: `first, to ${path}`, path, isFirst: true, pieces: 1 },
  { what: `after a good request, to ${path}`, path, isFirst: false, pieces: 1 },
  { what: `in pieces, to ${path}`, path, isFirst: true, pieces: 20 },
]);

interface Way {
  what: string;
  path: string;
  /** Nothing came before it on its connection. */
  isFirst: boolean;
  /** In how many of them it is written. */
  pieces: number;
}

describe.each(Object.entries({ FRAMING, HEADERS, TARGETS, CREDENTIALS }))('%s', (_group, probes) => {
  it.each(Object.entries(probes))(
    '%s: one 4xx, the connection closed, nothing upstream',
    async (_what, probe) => {
      const results = await Promise.all(WAYS.map((way) => resultOf(probe, way)));
      expect(results).toEqual(WAYS.map(expectedOf));
      expect(pair.fake.requests).toHaveLength(WAYS.filter(({ isFirst }) => !isFirst).length);
      expect(pair.fake.openRequests()).toBe(0);
    },
  );
});

/** What comes back until the gateway closes the connection. */
async function resultOf(probe: string, { what, path, isFirst, pieces }: Way) {
  const connection = new RawConnection(pair.port);
  if (!isFirst) {
    connection.write(NEXT_REQUEST);
    await connection.waitForAnswers(1);
  }
  const bytes = Buffer.from((probe + NEXT_REQUEST).replaceAll('/v1/messages', path), 'latin1');
  const length = Math.ceil(bytes.length / pieces);
  for (let start = 0; start < bytes.length; start += length) {
    connection.write(bytes.subarray(start, start + length));
    await nextTurn();
  }
  await connection.waitForClose();
  const classes = connection.statuses.map((status) => Math.floor(status / 100));
  const isExplained = connection.bodies.length === classes.length && connection.bodies.every(isAnswerOrError);
  return { what, classes, isExplained };
}

function expectedOf({ what, isFirst }: Way) {
  return { what, classes: isFirst ? [4] : [2, 4], isExplained: true };
}

function isAnswerOrError(body: string): boolean {
  const { type, error } = JSON.parse(body) as { type?: string; error?: { message?: unknown } };
  return type === 'message' || typeof error?.message === 'string';
}

it.each(Object.entries(CREDENTIALS_THAT_DIFFER))(
  '%s that differ are a 401, which is not taken for the next request',
  async (_what, probe) => {
    const connection = new RawConnection(pair.port);
    connection.write(probe + NEXT_REQUEST);
    await connection.waitForAnswers(2);
    connection.close();
    expect(connection.statuses).toEqual([401, 200]);
    expect(pair.fake.requests).toHaveLength(1);
  },
);

it('takes the requests that these probes are made from', async () => {
  const connection = new RawConnection(pair.port);
  connection.write(withHeaders(AUTHORIZATION, LENGTH) + inChunks(CHUNKS) + NEXT_REQUEST);
  await connection.waitForAnswers(3);
  connection.close();
  expect(connection.statuses).toEqual([200, 200, 200]);
  expect(pair.fake.requests).toHaveLength(3);
});
