import { UpstreamError } from '../../errors/gateway-error.js';
import { type StreamState, usageOf } from '../../translation/chat-completions/stream/stream-state.js';
import type { ChatStreamTranslator } from '../../translation/chat-completions/stream/translate-bytes.js';
import type { ChatStream } from '../provider.js';
import type { HeaderList } from '../header-list.js';
import type { UpstreamExchange } from './anthropic-client.js';
import { readOrGiveUp } from './read-or-give-up.js';

interface ChatStreamHead {
  headers: HeaderList;
  droppedParams: string[];
  holdsForRefusal: boolean | undefined;
}

/**
 * Waits for the first event of a chat stream and resolves once it is there and is no error. One that is held for a
 * refusal resolves once its content has begun, or it is clear that there is none.
 *
 * @throws GatewayError when it is an error, or never comes.
 */
export async function startChatStream<Output>(
  exchange: UpstreamExchange,
  translator: ChatStreamTranslator<Output>,
  head: ChatStreamHead,
): Promise<ChatStream<Output>> {
  const held: Output[] = [];
  const { state } = translator;
  while (held.length === 0 || (head.holdsForRefusal === true && !hasContentOrEnd(state))) {
    const output = await readNext(exchange, translator);
    if (output !== undefined) held.push(output);
  }
  return new TranslatedChatStream(exchange, translator, head, held);
}

function hasContentOrEnd({ blocks, delivered, stopReason, isComplete }: StreamState): boolean {
  return blocks.size > 0 || delivered.deltas > 0 || stopReason !== null || isComplete;
}

/** A read of upstream, translated; undefined when it completes nothing. */
function readNext<Output>(
  exchange: UpstreamExchange,
  translator: ChatStreamTranslator<Output>,
): Promise<Output | undefined> {
  return readOrGiveUp(exchange, (bytes) => translator.push(bytes));
}

class TranslatedChatStream<Output> implements ChatStream<Output> {
  readonly headers: HeaderList;
  readonly droppedParams: string[];
  readonly isRefusal: boolean;

  constructor(
    private readonly exchange: UpstreamExchange,
    private readonly translator: ChatStreamTranslator<Output>,
    head: ChatStreamHead,
    /** What was read before the caller could be given any of it. */
    private readonly held: Output[],
  ) {
    this.headers = head.headers;
    this.droppedParams = head.droppedParams;
    this.isRefusal = translator.state.stopReason === 'refusal';
  }

  get usage(): ChatStream<Output>['usage'] {
    return usageOf(this.translator.state);
  }

  get delivered(): ChatStream<Output>['delivered'] {
    return this.translator.state.delivered;
  }

  get isComplete(): boolean {
    return this.held.length === 0 && this.translator.state.isComplete;
  }

  async read(): Promise<Output | null> {
    const held = this.held.shift();
    if (held !== undefined) return held;
    while (!this.translator.state.isComplete) {
      const output = await readNext(this.exchange, this.translator);
      if (output !== undefined) return output;
    }
    this.exchange.release();
    return null;
  }

  cancel(): void {
    if (this.translator.state.isComplete) this.exchange.release();
    else this.exchange.cancel(new UpstreamError({ message: 'The stream was given up.' }));
  }
}
