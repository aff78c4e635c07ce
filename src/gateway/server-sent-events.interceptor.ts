import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { Observable } from 'rxjs';

import { GatewayError, InternalError } from '../errors/gateway-error.js';
import { DrainService } from './drain.service.js';
import { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import type { GatewayCall } from './gateway-call.js';
import { type HeaderList, joinHeaders } from '../providers/header-list.js';
import { StreamWriter } from './stream-writer.js';
import { callOf } from './virtual-key.guard.js';

/**
 * Sends answers: whole ones in one piece, streams frame by frame no faster than the caller reads. The caller's leaving
 * is noticed from before the handler runs, so that upstream is cancelled also while it still thinks.
 */
@Injectable()
export class ServerSentEventsInterceptor implements NestInterceptor {
  constructor(private readonly drain: DrainService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<void> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const call = callOf(http.getRequest());
    this.drain.enter(call);
    reply.raw.once('close', () => {
      this.drain.leave(call);
      if (!reply.raw.writableFinished) call.leave();
    });
    // What `pipe(map())` does, with fewer objects.
    return new Observable((sent) =>
      next.handle().subscribe({
        next: (answer: WholeAnswer | StreamedAnswer) => {
          try {
            sent.next(send(reply, call, answer));
          } catch (error) {
            sent.error(error);
          }
        },
        error: (error) => sent.error(error),
        complete: () => sent.complete(),
      }),
    );
  }
}

/** Of a stream only the head: the framework need not hold on to the request until its end. */
function send(reply: FastifyReply, call: GatewayCall, answer: WholeAnswer | StreamedAnswer): void {
  const { raw } = reply;
  reply.hijack();
  const headers = joinHeaders(call.begin(), answer.headers);
  if (answer instanceof StreamedAnswer) {
    raw.writeHead(200, [...headers, ...STREAM_HEADERS]);
    sendFrames(new StreamWriter(raw), answer).catch((error: Error) => raw.destroy(error));
  } else {
    sendWhole(raw, answer.body, headers);
  }
}

const STREAM_HEADERS: Readonly<HeaderList> = [
  'content-type',
  'text/event-stream; charset=utf-8',
  'cache-control',
  'no-cache, no-transform',
  // Proxies such as nginx would collect the stream otherwise.
  'x-accel-buffering',
  'no',
];

function sendWhole(raw: ServerResponse, body: string | Buffer, headers: HeaderList): void {
  headers.push('content-type', 'application/json; charset=utf-8');
  headers.push('content-length', String(Buffer.byteLength(body)));
  raw.writeHead(200, headers).end(body);
}

async function sendFrames(writer: StreamWriter, answer: StreamedAnswer): Promise<void> {
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
