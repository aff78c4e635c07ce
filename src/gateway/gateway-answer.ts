import type { MeteredStream } from './metered-stream.js';
import type { GatewayError } from '../errors/gateway-error.js';
import type { HeaderList } from '../providers/header-list.js';

/** An answer that is there as a whole. */
export class WholeAnswer {
  constructor(
    readonly body: Buffer | string,
    readonly headers: HeaderList,
  ) {}
}

/** An answer that comes piece by piece. */
export class StreamedAnswer {
  constructor(
    readonly stream: MeteredStream,
    readonly headers: HeaderList,
    /** The frame with which the stream ends when it fails, as latin1. */
    readonly errorFrame: (error: GatewayError) => string,
  ) {}
}
