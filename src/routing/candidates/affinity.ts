import { LRUCache } from 'lru-cache';

const MOST_CONVERSATIONS = 100_000;
/** Upstream's prompt cache has forgotten the conversation by then. */
const FORGOTTEN_AFTER_MS = 3_600_000;

interface Place {
  /** Of a candidate. */
  key: string;
  usedAtMs: number;
}

/**
 * On which deployment each conversation is: its prompt cache and its thinking signatures are there. Times are those of a
 * steady clock.
 */
export class Affinity {
  private readonly places = new LRUCache<string, Place>({ max: MOST_CONVERSATIONS });

  /** `onBound` is told of each conversation that begins, or goes elsewhere. */
  constructor(private readonly onBound?: (model: string, conversation: string, key: string) => void) {}

  /** The key of the candidate that a conversation with a model name is on; undefined: it is on none. */
  find(model: string, conversation: string, nowMs: number): string | undefined {
    const place = this.places.get(placeOf(model, conversation));
    if (place === undefined || nowMs - place.usedAtMs > FORGOTTEN_AFTER_MS) return undefined;
    place.usedAtMs = nowMs;
    return place.key;
  }

  bind(model: string, conversation: string, key: string, nowMs: number): void {
    if (this.places.peek(placeOf(model, conversation))?.key !== key) this.onBound?.(model, conversation, key);
    this.learn(model, conversation, key, nowMs);
  }

  /** Another replica has bound it. */
  learn(model: string, conversation: string, key: string, nowMs: number): void {
    this.places.set(placeOf(model, conversation), { key, usedAtMs: nowMs });
  }
}

function placeOf(model: string, conversation: string): string {
  return `${model}\n${conversation}`;
}
