import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const ending = new WeakSet<Socket>();

/** Makes an answer that has not begun yet the last one on its connection, and has it say so. */
export function makeLastAnswer(answer: ServerResponse): void {
  answer.shouldKeepAlive = false;
  ending.add(answer.req.socket);
}

/** Whether a request came behind the last answer of its connection: nobody would ever get the answer to it. */
export function isBehindLastAnswer(answer: ServerResponse): boolean {
  const { socket } = answer.req;
  // Node gives an answer its socket when those before it are through.
  return !socket.writable || (answer.socket === null && ending.has(socket));
}
