import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client sent, before the gateway saw it, and with what status it was answered. */
export interface Recorded {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  status: number | undefined;
  /** Headers of the answer. */
  answered: IncomingHttpHeaders;
}

/** Stands before a gateway, hands everything on as it is, and keeps a copy of the requests. */
export interface Recorder {
  url: string;
  requests: Recorded[];
  /** The requests to a path, with whatever query. */
  requestsTo(path: string): Recorded[];
  reset(): void;
  close(): Promise<void>;
}

export async function startRecorder(gatewayUrl: string): Promise<Recorder> {
  const requests: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const recorded: Recorded = {
      method,
      url,
      headers,
      body: Buffer.alloc(0),
      status: undefined,
      answered: {},
    };
    requests.push(recorded);
    const onward = httpRequest(gatewayUrl + url, { method, headers }, (answer) => {
      recorded.status = answer.statusCode;
      recorded.answered = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.on('data', (piece: Buffer) => (recorded.body = Buffer.concat([recorded.body, piece])));
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    requestsTo: (path) => requests.filter(({ url }) => url.split('?')[0] === path),
    reset: () => void requests.splice(0),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
