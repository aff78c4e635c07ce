import type { RequestContentBlock } from '../../wire/anthropic-messages.js';
import type { JsonObject } from '../../wire/openai-chat.js';

/** Upstream takes no cache breakpoint on these. */
const UNCACHEABLE: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking']);

/** The block with the `cache_control` of the caller's object that it was made from. */
export function keepCacheControl(
  { cache_control }: JsonObject,
  block: RequestContentBlock,
): RequestContentBlock {
  const isSettled =
    cache_control === undefined || cache_control === null || block.cache_control === cache_control;
  return isSettled ? block : { ...block, cache_control };
}

/** The blocks with a message's own `cache_control` on the last of them, unless that one has its own. */
export function cacheUpToLast(
  { cache_control }: JsonObject,
  blocks: RequestContentBlock[],
): RequestContentBlock[] {
  const last = blocks.at(-1);
  if (last === undefined || (last.cache_control ?? null) !== null || UNCACHEABLE.has(last.type))
    return blocks;
  return [...blocks.slice(0, -1), keepCacheControl({ cache_control }, last)];
}
