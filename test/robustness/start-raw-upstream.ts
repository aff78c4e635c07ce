import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RawUpstream {
  origin: string;
  /** Resolves when every connection that had a request is closed; rejects after 2 s, or another time. */
  waitForNoConnection(limitMs?: number): Promise<void>;
  /** What happens on a connection once its first bytes have come. */
  onRequest(act: (socket: Socket, bytes: Buffer) => void): void;
  close(): Promise<void>;
}

const MOST_WAIT_MS = 2000;

/** An upstream that says whatever a test wants in the place of HTTP. */
export async function startRawUpstream(): Promise<RawUpstream> {
  const open = new Set<Socket>();
  const asked = new Set<Socket>();
  const closings = new EventEmitter();
  let act: (socket: Socket, bytes: Buffer) => void = (socket) => socket.destroy();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      open.delete(socket);
      asked.delete(socket);
      closings.emit('close');
    });
    socket.once('data', (bytes) => {
      asked.add(socket);
      socket.resume();
      act(socket, bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waitForNoConnection: async (limitMs = MOST_WAIT_MS) => {
      const signal = AbortSignal.timeout(limitMs);
      while (asked.size > 0) await once(closings, 'close', { signal });
    },
    onRequest: (next) => (act = next),
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
