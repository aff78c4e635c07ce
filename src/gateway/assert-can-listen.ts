import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Listens for a moment, before anything is opened that takes longer or that only one gateway may have.
 *
 * @throws the system's error when the address cannot be listened on.
 */
export async function assertCanListen({ host, port }: { host: string; port: number }): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
