import type { SubjectUse } from './local-ticket.js';
import { FORGOTTEN_AFTER_MS, SlidingWindow } from './sliding-window.js';

/** A tenth of a second. */
const LOOK_EVERY_MS = 100;
/** So many looks go over all of them. */
const LOOKS = 300;

/**
 * What the subjects of one kind have taken. With the first request of each tenth of a second a few of them are looked
 * at in turn, and those that have been idle for a minute are forgotten: memory follows what is in use, with no timer
 * and no pause.
 */
export class SubjectUses {
  private readonly uses = new Map<string, SubjectUse>();
  private next = this.uses.entries();
  private lookedAtMs = -Infinity;

  get size(): number {
    return this.uses.size;
  }

  all(): Iterable<[id: string, use: SubjectUse]> {
    return this.uses;
  }

  of(subjectId: string, nowMs: number): SubjectUse {
    if (nowMs - this.lookedAtMs >= LOOK_EVERY_MS) this.forgetIdle(nowMs);
    const known = this.uses.get(subjectId);
    if (known !== undefined) return known;
    const use: SubjectUse = {
      requests: new SlidingWindow(),
      tokens: new SlidingWindow(),
      openTickets: 0,
      lastTakenAtMs: nowMs,
    };
    this.uses.set(subjectId, use);
    return use;
  }

  private forgetIdle(nowMs: number): void {
    this.lookedAtMs = nowMs;
    for (let left = Math.ceil(this.uses.size / LOOKS); left > 0; left--) {
      const { value, done } = this.next.next();
      if (done === true) {
        this.next = this.uses.entries();
        return;
      }
      const [subjectId, { openTickets, lastTakenAtMs }] = value;
      if (openTickets === 0 && nowMs - lastTakenAtMs >= FORGOTTEN_AFTER_MS) this.uses.delete(subjectId);
    }
  }
}
