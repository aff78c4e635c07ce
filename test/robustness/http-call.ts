import { type Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface HttpCall {
  port: number;
  path: string;
  body: Buffer | string | object;
  headers?: Record<string, string>;
  agent?: Agent;
}

const MOST_WAIT_MS = 45_000;

/** Posts a body and resolves with the whole answer; rejects when the connection breaks or nothing comes for 45 s. */
export function post({ port, path, body, headers, agent }: HttpCall): Promise<HttpAnswer> {
  const bytes = Buffer.isBuffer(body) ? body : typeof body === 'string' ? body : JSON.stringify(body);
  const pieces: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method: 'POST', agent, headers: { ...JSON_TYPE, ...headers } },
      (response) => {
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0 } = response;
          resolve({ status: statusCode, headers: response.headers, text: Buffer.concat(pieces).toString() });
        });
      },
    );
    request.setTimeout(MOST_WAIT_MS, () => {
      const { length } = Buffer.concat(pieces);
      request.destroy(
        new Error(`Nothing more came from ${path} in time, after ${length} bytes of its answer.`),
      );
    });
    request.on('error', reject);
    request.end(bytes);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
