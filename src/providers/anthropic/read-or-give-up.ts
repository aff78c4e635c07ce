import { GatewayError, UpstreamError } from '../../errors/gateway-error.js';
import type { UpstreamExchange } from './anthropic-client.js';

/**
 * One read of a stream that is not over, put through `take`. When either fails the exchange is given up, so that the
 * connection does not stay open behind an error.
 *
 * @throws GatewayError also when upstream has ended its stream here.
 */
export async function readOrGiveUp<Output>(
  exchange: UpstreamExchange,
  take: (bytes: Buffer) => Output,
): Promise<Output> {
  const bytes = await exchange.read();
  if (bytes === null) throw endedTooEarly();
  try {
    return take(bytes);
  } catch (error) {
    exchange.cancel(error instanceof GatewayError ? error : new UpstreamError({ message: String(error) }));
    throw error;
  }
}

function endedTooEarly(): UpstreamError {
  return new UpstreamError({
    message: 'Upstream ended the stream before the answer was complete.',
    code: 'upstream_disconnected',
  });
}
