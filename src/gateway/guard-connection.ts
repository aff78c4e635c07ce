import type { FastifyInstance, FastifyRequest } from 'fastify';

import { isLoopbackHost } from '../config/is-loopback-host.js';
import { InvalidRequestError } from '../errors/gateway-error.js';
import type { DrainService } from './drain.service.js';
import { isBehindLastAnswer, makeLastAnswer } from './last-answer.js';

/** Those with a body. */
const METHODS_OF_ROUTES = ['DELETE', 'PATCH', 'POST', 'PUT'];

/** Two of these would let two readers see two different requests. Each has a bit of its own. */
const ONCE_ONLY: ReadonlyMap<string, number> = new Map(
  [
    'host',
    'authorization',
    'x-api-key',
    'x-tollgate-api-key',
    'x-litellm-api-key',
    'content-length',
    'content-type',
    'transfer-encoding',
  ].map((name, place) => [name, 1 << place]),
);

/**
 * What holds for every request before it reaches a route: an id that the answer carries, unambiguous headers, and on an
 * open gateway a host name that is this machine's, so that no web page reaches it under a name of its own. While the
 * gateway ends, an answer is the last one on its connection.
 */
export function guardConnection(
  fastify: FastifyInstance,
  { isOpen, drain }: { isOpen: boolean; drain: DrainService },
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isBehindLastAnswer(reply.raw)) {
      reply.hijack();
      return;
    }
    reply.header('x-request-id', request.id);
    const fault = findFault(request, isOpen);
    // Another reader might have taken what follows on this connection for something else.
    if (fault !== undefined || drain.isDraining) makeLastAnswer(reply.raw);
    done(fault);
  });
  // Bodies are read by the routes, after the caller is known to be one. Even a parser that does nothing would cost
  // every call of them an AsyncResource and a look at its content type.
  for (const method of METHODS_OF_ROUTES) {
    fastify.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

function findFault(request: FastifyRequest, isOpen: boolean): InvalidRequestError | undefined {
  const framing = findFramingFault(request);
  if (framing !== undefined) return new InvalidRequestError({ message: framing });
  const repeated = findRepeatedHeader(request.raw.rawHeaders);
  if (repeated !== undefined) {
    return new InvalidRequestError({ param: repeated, message: `The header "${repeated}" is there twice.` });
  }
  if (!isOpen || isLoopbackHost(request.hostname)) return undefined;
  return new InvalidRequestError({
    param: 'host',
    message:
      'Without a master key this gateway answers only to localhost. Set TOLLGATE_MASTER_KEY to use other names.',
  });
}

/** Node's parser lets these pass, and other servers read them differently. */
function findFramingFault({ raw }: FastifyRequest): string | undefined {
  if (!raw.url?.startsWith('/')) return 'The request must be for a path, not for a whole URL.';
  if (raw.httpVersion !== '1.1' && raw.httpVersion !== '1.0') return 'The request must be HTTP/1.1.';
  if (raw.headers.host === undefined && raw.httpVersion !== '1.0') return 'The request has no Host header.';
  const encoding = raw.headers['transfer-encoding'];
  if (encoding === undefined) return undefined;
  if (raw.httpVersion === '1.0') return 'HTTP/1.0 has no transfer-encoding.';
  return encoding.toLowerCase() === 'chunked' ? undefined : 'The transfer-encoding must be chunked.';
}

/** Names and values alternate in `rawHeaders`. */
function findRepeatedHeader(rawHeaders: string[]): string | undefined {
  let seen = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    const bit = ONCE_ONLY.get(name) ?? 0;
    if ((seen & bit) !== 0) return name;
    seen |= bit;
  }
  return undefined;
}
