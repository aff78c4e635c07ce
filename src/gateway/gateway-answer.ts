import type { MeteredStream } from './metered-stream.js';
import type { GatewayError } from '../errors/gateway-error.js';

/** An answer that is there as a whole. */
export class WholeAnswer {
  constructor(
    readonly body: Buffer | string,
    readonly headers: Record<string, string>,
  ) {}
}

/** An answer that comes piece by piece. */
export class StreamedAnswer {
  constructor(
    readonly stream: MeteredStream,
    readonly headers: Record<string, string>,
    /** The frame with which the stream ends when it fails, as latin1. */
    readonly errorFrame: (error: GatewayError) => string,
  ) {}
}
