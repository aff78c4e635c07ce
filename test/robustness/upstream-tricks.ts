import type { Socket } from 'node:net';

import type { Ending } from './doors.js';

const JSON_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const STREAM_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';

export interface Trick {
  what: string;
  /** What upstream writes; it keeps the connection open unless it ends it itself. */
  act: (socket: Socket) => void;
  endings: Ending[];
}

export const says =
  (text: string) =>
  (socket: Socket): void =>
    void socket.write(Buffer.from(text, 'latin1'));

/** Each is met by a call for a whole answer and by one for a stream. */
export const TRICKS: Trick[] = [
  {
    what: 'sends informational answers without end',
    act: (socket) => steadily(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'),
    endings: [502, 504],
  },
  { what: 'speaks no HTTP', act: says('SSH-2.0-OpenSSH_9.6\r\n'), endings: [502] },
  { what: 'answers in TLS', act: says('\x15\x03\x01\x00\x02\x02\x28'), endings: [502] },
  { what: 'sends zero bytes', act: says('\0'.repeat(100_000)), endings: [502] },
  { what: 'closes at once', act: (socket) => void socket.end(), endings: [502] },
  { what: 'closes within its status line', act: (socket) => void socket.end('HTTP/1.1 2'), endings: [502] },
  { what: 'closes within its headers', act: (socket) => void socket.end(JSON_HEAD), endings: [502] },
  {
    what: 'resets within its headers',
    act: (socket) => socket.write(JSON_HEAD, () => socket.resetAndDestroy()),
    endings: [502],
  },
  { what: 'stalls within its headers', act: says(JSON_HEAD), endings: [504] },
  {
    what: 'has headers without end',
    act: (socket) => steadily(socket, 'x-a: bbbbbbbbbbbbbbbb\r\n', JSON_HEAD),
    endings: [502, 504],
  },
  {
    what: 'has a wrong content-length',
    act: says(`${JSON_HEAD}content-length: many\r\n\r\n{}`),
    endings: [502],
  },
  {
    what: 'has two content-lengths',
    act: says(`${JSON_HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`),
    endings: [502],
  },
  {
    what: 'has a wrong chunk size',
    act: says(`${STREAM_HEAD}transfer-encoding: chunked\r\n\r\nxyz\r\n`),
    endings: [502],
  },
  {
    what: 'has a chunk size without end',
    act: says(`${STREAM_HEAD}transfer-encoding: chunked\r\n\r\n${'f'.repeat(30)}\r\n`),
    endings: [502],
  },
  { what: 'says continue unasked', act: says('HTTP/1.1 100 Continue\r\n\r\n'), endings: [502] },
  {
    what: 'switches protocols',
    act: says('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    endings: [502],
  },
  {
    what: 'answers with status 999',
    act: says('HTTP/1.1 999 What\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'),
    endings: [502],
  },
  {
    what: 'answers with status 0',
    act: says('HTTP/1.1 000 What\r\ncontent-length: 0\r\n\r\n'),
    endings: [502, 504],
  },
];

/** Writes a text again and again, as fast as the other side reads. */
export function endlessly(socket: Socket, text: string, before = ''): void {
  socket.write(before);
  const more = (): void => {
    while (!socket.destroyed && socket.write(text.repeat(100)));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}

/** Writes on until the connection ends, at a pace that leaves the processor to others. */
function steadily(socket: Socket, text: string, before = ''): void {
  socket.write(before);
  const timer = setInterval(() => socket.write(text.repeat(10)), 1);
  socket.once('close', () => clearInterval(timer));
}
