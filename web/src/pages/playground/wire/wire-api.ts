import type { JsonObject, Saying, Turn } from '../conversation.js';
import type { Settings } from '../settings.js';

/** One of the gateway's APIs: how a conversation is sent to it, and how its answers are read. */
export interface WireApi {
  readonly path: string;
  requestOf(settings: Settings, turns: readonly Turn[]): JsonObject;
  readWhole(body: JsonObject): Saying;
  /** One event of a stream, parsed. */
  applyEvent(saying: Saying, event: JsonObject): Saying;
}
