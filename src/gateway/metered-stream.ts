import { CallerLeftError, GatewayError, InternalError } from '../errors/gateway-error.js';
import type { AnswerStream } from '../providers/provider.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';

/** A frame of text is latin1: one character a byte. */
export type Frames = string | Buffer;

export type StreamEnding = { error?: GatewayError; usage: UsageReading };

/**
 * A stream on its way to the caller. It settles exactly once, whatever ends it: its own end, an error, or the caller's
 * leaving, also before the first read. A generator would not do: one that was never started does not run its `finally`.
 */
export class MeteredStream implements AsyncIterator<Frames, void> {
  private isSettled = false;

  constructor(
    private readonly stream: AnswerStream<Frames> & { readonly failure?: GatewayError },
    private readonly settle: (ending: StreamEnding) => void,
  ) {}

  /** @throws GatewayError when the stream fails; it is settled by then. */
  async next(): Promise<IteratorResult<Frames, void>> {
    if (this.isSettled) return { done: true, value: undefined };
    try {
      const value = await this.stream.read();
      if (value !== null) return { done: false, value };
      this.settleOnce(this.stream.failure);
      return { done: true, value: undefined };
    } catch (cause) {
      const error =
        cause instanceof GatewayError ? cause : new InternalError({ message: 'The stream failed.', cause });
      this.settleOnce(error);
      throw error;
    }
  }

  /** The caller has gone, or cannot be written to. */
  return(): Promise<IteratorResult<Frames, void>> {
    this.stream.cancel();
    this.settleOnce(new CallerLeftError({ message: 'The caller left before the answer was complete.' }));
    return Promise.resolve({ done: true, value: undefined });
  }

  private settleOnce(error: GatewayError | undefined): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.settle({ error, usage: this.stream.usage });
  }
}
