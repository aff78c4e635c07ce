import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { mergeMap, type Observable, of } from 'rxjs';

import { GatewayError, InternalError } from '../errors/gateway-error.js';
import { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import { callOf } from './virtual-key.guard.js';

/** How long a caller may leave a stream unread before it is cut. */
const MOST_STALLED_MS = 120_000;

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
  try {
    await pump(answer, raw);
  } catch (error) {
    if (raw.destroyed) return;
    raw.write(answer.errorFrame(asGatewayError(error)), 'latin1');
  }
  raw.end();
}

async function pump({ stream }: StreamedAnswer, raw: ServerResponse): Promise<void> {
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return;
    if (raw.destroyed) break;
    if (!raw.write(value, 'latin1') && !(await drained(raw))) break;
  }
  raw.destroy();
  await stream.return();
}

/** Resolves with true when the caller reads again, with false when it has gone or does not read for too long. */
function drained(raw: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (isDrained: boolean): void => {
      clearTimeout(timer);
      raw.off('drain', onDrain).off('close', onClose);
      resolve(isDrained);
    };
    const onDrain = (): void => finish(true);
    const onClose = (): void => finish(false);
    const timer = setTimeout(onClose, MOST_STALLED_MS);
    raw.once('drain', onDrain).once('close', onClose);
    if (raw.destroyed) finish(false);
  });
}

function asGatewayError(error: unknown): GatewayError {
  return error instanceof GatewayError
    ? error
    : new InternalError({ message: 'The stream failed.', cause: error });
}
