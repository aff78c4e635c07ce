import { CallerLeftError, GatewayError, InternalError } from '../errors/gateway-error.js';
import type { AnswerStream } from '../providers/provider.js';
import type { DeliveredOutput } from '../translation/delivered-output.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';

/** A frame of text is latin1: one character a byte. */
export type Frames = string | Buffer;

export type StreamEnding = { error?: GatewayError; usage: UsageReading; delivered: DeliveredOutput };

/**
 * A stream on its way to the caller. It settles exactly once, whatever ends it: its own end, an error, or the caller's
 * leaving, also before the first read; what is last in it goes out once that is recorded. A generator would not do: one
 * that was never started does not run its `finally`.
 */
export class MeteredStream implements AsyncIterator<Frames, void> {
  private settled: Promise<void> | undefined;
  private isOver = false;

  constructor(
    private readonly stream: AnswerStream<Frames> & { readonly failure?: GatewayError },
    /** Resolves once the ending is recorded. */
    private readonly settle: (ending: StreamEnding) => Promise<void>,
  ) {}

  /** @throws GatewayError when the stream fails; it is settled by then. */
  async next(): Promise<IteratorResult<Frames, void>> {
    if (this.isOver) return { done: true, value: undefined };
    try {
      const value = await this.stream.read();
      if (this.stream.isComplete) await this.settleOnce(this.stream.failure);
      if (value !== null) return { done: false, value };
      this.isOver = true;
      return { done: true, value: undefined };
    } catch (cause) {
      const error =
        cause instanceof GatewayError ? cause : new InternalError({ message: 'The stream failed.', cause });
      this.isOver = true;
      await this.settleOnce(error);
      throw error;
    }
  }

  /** The caller has gone, or cannot be written to. */
  return(): Promise<IteratorResult<Frames, void>> {
    this.stream.cancel();
    this.isOver = true;
    void this.settleOnce(new CallerLeftError({ message: 'The caller left before the answer was complete.' }));
    return Promise.resolve({ done: true, value: undefined });
  }

  private settleOnce(error: GatewayError | undefined): Promise<void> {
    const { usage, delivered } = this.stream;
    return (this.settled ??= this.settle({ error, usage, delivered }));
  }
}
