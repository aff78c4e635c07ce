import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

import { afterShortTurn } from './after-short-turn.js';
import { answerOn } from './answer-on.js';
import { closeListeners } from './close-listeners.js';
import { makeLastAnswer } from './last-answer.js';

const LOOK_EVERY_MS = 25;
const SHORT_TURN_WITHIN_MS = 20;
const NOT_LOOKED_AT = -1;

/**
 * The connections of all callers, for a stop that breaks none of their answers off. Node's own `close` of a server
 * destroys also those whose answer has been handed over and is not yet with a caller who reads slowly.
 */
export class HttpConnections {
  private readonly servers: Server[] = [];
  /** Each with the number of bytes that it had brought when it was last looked at. */
  private readonly bytesAtLook = new Map<Socket, number>();

  /** Takes note of every connection to a server. */
  watch(server: Server): Server {
    this.servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.bytesAtLook.set(socket, NOT_LOOKED_AT);
      socket.once('close', () => this.bytesAtLook.delete(socket));
    });
    return server;
  }

  /** Answers that have not begun yet will tell their callers to send nothing more on these connections. */
  announceEnd(): void {
    for (const socket of this.bytesAtLook.keys()) {
      const answer = answerOn(socket);
      if (answer?.headersSent === false) makeLastAnswer(answer);
    }
  }

  /** Takes no new connections; those that wait to be taken still are. */
  stopListening(): Promise<void> {
    return closeListeners(this.servers);
  }

  /** Closes each connection when it has nothing to do. True once there are none; false when that takes too long. */
  async endIdle(limitMs: number): Promise<boolean> {
    const giveUpAtMs = performance.now() + limitMs;
    for (;;) {
      // What has arrived by now is read first: a connection that brings a request is not idle.
      await afterShortTurn(SHORT_TURN_WITHIN_MS);
      this.destroyIdle();
      await nextTurn();
      if (this.bytesAtLook.size === 0) return true;
      if (performance.now() >= giveUpAtMs) return false;
      await wait(LOOK_EVERY_MS);
    }
  }

  /** Breaks off whatever there still is. */
  destroyAll(): void {
    for (const socket of this.bytesAtLook.keys()) socket.destroy();
  }

  /** One that is new, or between two requests, has until the next look to bring something. */
  private destroyIdle(): void {
    for (const [socket, bytesBefore] of this.bytesAtLook) {
      if (answerOn(socket) !== undefined) continue;
      if (socket.bytesRead === bytesBefore) socket.destroy();
      else this.bytesAtLook.set(socket, socket.bytesRead);
    }
  }
}
