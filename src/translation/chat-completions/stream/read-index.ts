import type { JsonObject } from '../../wire/openai-chat.js';
import { unreadable } from '../response/untrusted-json.js';

/** The index of the content block that an event belongs to. Throws an UpstreamError when the event has none. */
export function readIndex(event: JsonObject): number {
  if (typeof event.index !== 'number') throw unreadable(`a ${String(event.type)} event without an index`);
  return event.index;
}
