import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { map, type Observable } from 'rxjs';

import { GatewayError, InternalError } from '../errors/gateway-error.js';
import type { HeaderList } from '../providers/header-list.js';
import type { StreamedAnswer } from './gateway-answer.js';
import { StreamWriter } from './stream-writer.js';

const STREAM_HEADERS: Readonly<HeaderList> = [
  'content-type',
  'text/event-stream; charset=utf-8',
  'cache-control',
  'no-cache, no-transform',
  // Proxies such as nginx would collect the stream otherwise.
  'x-accel-buffering',
  'no',
];

/** A stream that has begun upstream, and where it is to go. */
export interface OutgoingStream {
  readonly raw: ServerResponse;
  /** Without those that every stream has. */
  readonly headers: HeaderList;
  readonly answer: StreamedAnswer;
}

/** Sends streams frame by frame, no faster than the caller reads. Used by `AnswersService`. */
@Injectable()
export class ServerSentEventsInterceptor implements NestInterceptor<OutgoingStream, void> {
  intercept(_context: ExecutionContext, next: CallHandler<OutgoingStream>): Observable<void> {
    return next.handle().pipe(map(send));
  }
}

/** Returns once the head is written: the framework need not hold on to the request until the end of the stream. */
function send({ raw, headers, answer }: OutgoingStream): void {
  raw.writeHead(200, [...headers, ...STREAM_HEADERS]);
  sendFrames(new StreamWriter(raw), answer).catch((error: Error) => raw.destroy(error));
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
