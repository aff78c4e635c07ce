import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { mergeMap, type Observable, of } from 'rxjs';

import { GatewayError, InternalError } from '../errors/gateway-error.js';
import { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import { StreamWriter } from './stream-writer.js';
import { callOf } from './virtual-key.guard.js';

const SENT = of(undefined);

/**
 * Sends answers: whole ones in one piece, streams frame by frame no faster than the caller reads. The caller's leaving
 * is noticed from before the handler runs, so that upstream is cancelled also while it still thinks.
 */
@Injectable()
export class ServerSentEventsInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<void> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const call = callOf(http.getRequest());
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) call.leave();
    });
    return next.handle().pipe(
      mergeMap((answer: WholeAnswer | StreamedAnswer) => {
        reply.hijack();
        const headers = { 'x-request-id': call.requestId, ...answer.headers, ...call.begin() };
        if (answer instanceof StreamedAnswer) return sendStream(reply.raw, answer, headers);
        sendWhole(reply.raw, answer, headers);
        return SENT;
      }),
    );
  }
}

type Headers = Record<string, string | number>;

function sendWhole(raw: ServerResponse, { body }: WholeAnswer, headers: Headers): void {
  headers['content-type'] = 'application/json; charset=utf-8';
  headers['content-length'] = Buffer.byteLength(body);
  raw.writeHead(200, headers).end(body);
}

async function sendStream(raw: ServerResponse, answer: StreamedAnswer, headers: Headers): Promise<void> {
  headers['content-type'] = 'text/event-stream; charset=utf-8';
  headers['cache-control'] = 'no-cache, no-transform';
  // Proxies such as nginx would collect the stream otherwise.
  headers['x-accel-buffering'] = 'no';
  raw.writeHead(200, headers);
  const writer = new StreamWriter(raw);
  try {
    await pump(answer, writer);
  } catch (error) {
    if (writer.isClosed) return;
    writer.write(answer.errorFrame(asGatewayError(error)));
  }
  writer.end();
}

async function pump({ stream }: StreamedAnswer, writer: StreamWriter): Promise<void> {
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return;
    if (writer.isClosed) break;
    if (!writer.write(value) && !(await writer.drained())) break;
  }
  writer.destroy();
  await stream.return();
}

function asGatewayError(error: unknown): GatewayError {
  return error instanceof GatewayError
    ? error
    : new InternalError({ message: 'The stream failed.', cause: error });
}
