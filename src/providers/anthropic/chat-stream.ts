import { UpstreamError } from '../../errors/gateway-error.js';
import { usageOf } from '../../translation/chat-completions/stream/stream-state.js';
import type { ChatStreamTranslator } from '../../translation/chat-completions/stream/translate-bytes.js';
import type { ChatStream } from '../provider.js';
import type { HeaderList } from '../header-list.js';
import type { UpstreamExchange } from './anthropic-client.js';
import { readOrGiveUp } from './read-or-give-up.js';

/**
 * Waits for the first event of a chat stream and resolves once it is there and is no error.
 *
 * @throws GatewayError when it is an error, or never comes.
 */
export async function startChatStream<Output>(
  exchange: UpstreamExchange,
  translator: ChatStreamTranslator<Output>,
  head: Pick<ChatStream<Output>, 'headers' | 'droppedParams'>,
): Promise<ChatStream<Output>> {
  let first: Output | undefined;
  while (first === undefined) first = await readNext(exchange, translator);
  return new TranslatedChatStream(exchange, translator, head, first);
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

  constructor(
    private readonly exchange: UpstreamExchange,
    private readonly translator: ChatStreamTranslator<Output>,
    head: Pick<ChatStream<Output>, 'headers' | 'droppedParams'>,
    private first: Output | undefined,
  ) {
    this.headers = head.headers;
    this.droppedParams = head.droppedParams;
  }

  get usage(): ChatStream<Output>['usage'] {
    return usageOf(this.translator.state);
  }

  get delivered(): ChatStream<Output>['delivered'] {
    return this.translator.state.delivered;
  }

  get isComplete(): boolean {
    return this.first === undefined && this.translator.state.isComplete;
  }

  async read(): Promise<Output | null> {
    const { first } = this;
    this.first = undefined;
    if (first !== undefined) return first;
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
