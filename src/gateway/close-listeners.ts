import cluster from 'node:cluster';
import type { Server } from 'node:http';
import { Server as Listener, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { afterShortTurn } from './after-short-turn.js';

const SHORT_TURN_WITHIN_MS = 20;
const MOST_MS = 500;
/** A worker cannot see what waits: the primary takes connections, and hands them out one by one. */
const HANDED_OUT_WITHIN_MS = 10;

/**
 * Closes listeners at a moment when no connection waits at any of them: the system resets those that wait at one that
 * is closed, and Node takes but one in a turn. Until then connections are only taken, so that turns stay short, and
 * their servers get them when no more come.
 */
export async function closeListeners(servers: readonly Server[]): Promise<void> {
  const taken: TakenConnection[] = [];
  const giveBacks = servers.map((server) => takeConnectionsOf(server, taken));
  const giveUpAtMs = performance.now() + MOST_MS;
  let before: number;
  do {
    before = taken.length;
    if (cluster.isWorker) await wait(HANDED_OUT_WITHIN_MS);
    await afterShortTurn(SHORT_TURN_WITHIN_MS);
  } while (taken.length > before && performance.now() < giveUpAtMs);
  for (const server of servers) Listener.prototype.close.call(server);
  for (const giveBack of giveBacks) giveBack();
  for (const { server, socket } of taken) {
    socket.off('error', ignore);
    if (!socket.destroyed) server.emit('connection', socket);
  }
}

interface TakenConnection {
  readonly server: Server;
  readonly socket: Socket;
}

/** Its connections go to the list, and to the server again after a call of what this returns. */
function takeConnectionsOf(server: Server, taken: TakenConnection[]): () => void {
  const listeners = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    socket.on('error', ignore);
    taken.push({ server, socket });
  });
  return () => {
    server.removeAllListeners('connection');
    for (const listener of listeners) server.on('connection', listener);
  };
}

/** A connection that breaks before it was served has nobody to be told. */
function ignore(): void {}
