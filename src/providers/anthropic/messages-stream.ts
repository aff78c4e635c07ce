import { type GatewayError, UpstreamError } from '../../errors/gateway-error.js';
import { MessagesStreamMeter } from '../../translation/messages/messages-stream-meter.js';
import type { MessagesStream } from '../provider.js';
import type { HeaderList } from '../header-list.js';
import type { UpstreamExchange } from './anthropic-client.js';
import { readOrGiveUp } from './read-or-give-up.js';

/**
 * Waits for the first event of a Messages stream and resolves once it is there and is no error. The bytes go through as
 * they came; a meter reads usage beside them. One that is held for a refusal resolves once its content has begun, or it
 * is clear that there is none.
 *
 * @throws GatewayError when it is an error, or never comes.
 */
export async function startMessagesStream(
  exchange: UpstreamExchange,
  { headers, holdsForRefusal = false }: { headers: HeaderList; holdsForRefusal: boolean | undefined },
): Promise<MessagesStream> {
  const meter = new MessagesStreamMeter();
  const held: Buffer[] = [];
  while (!(holdsForRefusal ? meter.hasContentOrEnd : meter.hasBegun))
    held.push(await readMetered(exchange, meter));
  if (meter.error !== undefined) {
    exchange.cancel(meter.error);
    throw meter.error;
  }
  return new PassedMessagesStream(exchange, meter, headers, held);
}

function readMetered(exchange: UpstreamExchange, meter: MessagesStreamMeter): Promise<Buffer> {
  return readOrGiveUp(exchange, (bytes) => {
    meter.push(bytes);
    return bytes;
  });
}

class PassedMessagesStream implements MessagesStream {
  readonly isRefusal: boolean;

  constructor(
    private readonly exchange: UpstreamExchange,
    private readonly meter: MessagesStreamMeter,
    readonly headers: HeaderList,
    private held: Buffer[],
  ) {
    this.isRefusal = meter.stopReason === 'refusal';
  }

  get usage(): MessagesStream['usage'] {
    return this.meter.usage;
  }

  get failure(): GatewayError | undefined {
    return this.meter.error;
  }

  get delivered(): MessagesStream['delivered'] {
    return this.meter.delivered;
  }

  get endsInsideEvent(): boolean {
    return this.meter.endsInsideEvent;
  }

  get isComplete(): boolean {
    return this.meter.isComplete || this.meter.error !== undefined;
  }

  async read(): Promise<Buffer | null> {
    if (this.held.length > 0) {
      const bytes = this.held.length === 1 ? (this.held[0] as Buffer) : Buffer.concat(this.held);
      this.held = [];
      return bytes;
    }
    if (!this.isComplete) return readMetered(this.exchange, this.meter);
    if (this.meter.mayLackLineFeed) return this.readLineFeed();
    this.exchange.release();
    return null;
  }

  /** Clients that split at CRLF CRLF never see the last event without it. The answer is whole, whatever comes. */
  private async readLineFeed(): Promise<Buffer | null> {
    const bytes = await this.exchange.read().catch(() => null);
    if (bytes !== null) this.meter.push(bytes);
    return bytes;
  }

  cancel(): void {
    if (this.isComplete) this.exchange.release();
    else this.exchange.cancel(new UpstreamError({ message: 'The stream was given up.' }));
  }
}
