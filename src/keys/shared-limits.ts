import type { RedisLink, RedisSession } from '../shared-state/redis-link.js';
import { sharedKey } from '../shared-state/shared-keys.js';
import type { SubjectLimits } from './key-grant.js';
import { ADD_TO_LIMITS, END_LIMITS, TAKE_LIMITS } from './limit-scripts.js';
import type { LocalTicket, SubjectUse } from './local-ticket.js';
import { assertRoom, type RateLimiter } from './rate-limiter.js';
import { SharedTicket } from './shared-ticket.js';
import { SLOT_MS, WINDOW_MS } from './sliding-window.js';
import type { SubjectFigures, WindowFigures } from './standing-of.js';
import type { PlaceEnding, PlaceKeeper, TakenPlace } from './taken-place.js';

const PARALLEL_KEY = sharedKey('parallel', 'open');
/** Each subject's figures in the answer of `TAKE_LIMITS`. */
const FIGURES = 7;
/** Pairs of time and amount that are sent at once. */
const MOST_AT_ONCE = 500;

/** Limits that hold for all replicas together. What Redis lets in here is counted by this process too. */
export class SharedLimits implements PlaceKeeper {
  /** Subject → the parallel requests that this replica has under way. */
  private readonly open = new Map<string, number>();

  constructor(
    private readonly redis: RedisLink,
    private readonly local: RateLimiter,
  ) {
    redis.register({
      scripts: [TAKE_LIMITS, END_LIMITS, ADD_TO_LIMITS],
      joined: (session) => this.tellWhatIsTaken(session),
    });
  }

  get isUp(): boolean {
    return this.redis.isUp;
  }

  /**
   * Takes a place within the limits of all replicas.
   *
   * @throws RateLimitExceededError; RedisAwayError when nobody knows.
   */
  async take(limits: readonly SubjectLimits[], estimatedTokens: number): Promise<SharedTicket> {
    const tokens = wholeTokens(estimatedTokens);
    const born = this.redis.session?.memoryId ?? '';
    const parameters = limits.flatMap((limit) => [nameOf(limit), ...limitsOf(limit)]);
    const answer = (await this.redis.run(TAKE_LIMITS, keysOf(limits), [tokens, ...parameters])) as number[];
    const nowMs = performance.now();
    const [isAdmitted, slot = 0] = answer;
    const figures = limits.map((_, index) => figuresAt(answer, 2 + index * FIGURES, nowMs));
    if (isAdmitted !== 1) assertRoom(limits, figures, tokens, nowMs);
    return this.ticketFor(this.local.count(limits, tokens, nowMs), figures, { born, slot });
  }

  /** Takes a place within this replica's share of the limits, while nobody knows what others take. */
  takeAlone(limits: readonly SubjectLimits[], estimatedTokens: number, nowMs: number): SharedTicket {
    const shares = limits.map((limit) => shareOf(limit, this.redis.replicaCount));
    return this.ticketFor(this.local.take(shares, wholeTokens(estimatedTokens), nowMs));
  }

  /** A place has ended here: all are told. */
  end(
    { taken }: LocalTicket,
    place: TakenPlace | undefined,
    { requestsBack, tokensBack }: PlaceEnding,
  ): void {
    const { limits, takenAtMs } = taken;
    let isOfNote = requestsBack > 0;
    for (const limit of limits) {
      if (limit.maxParallelRequests !== undefined) this.addOpen(nameOf(limit), -1);
      if (limit.maxParallelRequests !== undefined || (limit.tpm !== undefined && tokensBack !== 0))
        isOfNote = true;
    }
    const { session } = this.redis;
    if (session === undefined || !isOfNote) return;
    const slot = place?.born === session.memoryId ? place.slot : slotAt(takenAtMs, session);
    const parameters = limits.flatMap((limit) => [
      nameOf(limit),
      ...limitsOf(limit).map((most) => (most === '' ? 0 : 1)),
    ]);
    this.redis.tell(END_LIMITS, keysOf(limits), [slot, requestsBack, wholeTokens(tokensBack), ...parameters]);
  }

  private ticketFor(
    local: LocalTicket,
    figures?: readonly SubjectFigures[],
    place?: TakenPlace,
  ): SharedTicket {
    for (const limit of local.taken.limits) {
      if (limit.maxParallelRequests !== undefined) this.addOpen(nameOf(limit), 1);
    }
    return new SharedTicket(local, this, figures, place);
  }

  private addOpen(name: string, count: number): void {
    const open = (this.open.get(name) ?? 0) + count;
    if (open > 0) this.open.set(name, open);
    else this.open.delete(name);
  }

  /** What is under way, and what was let in while this replica was alone or that Redis has forgotten. */
  private tellWhatIsTaken(session: RedisSession): void {
    for (const [name, count] of this.open) {
      this.redis.tell(ADD_TO_LIMITS, [PARALLEL_KEY, requestsKey(name)], [name, count]);
    }
    const sinceMs = session.isMemoryNew ? performance.now() - WINDOW_MS : session.aloneSinceMs;
    for (const [name, use] of this.local.tracked()) this.tellUse(session, name, use, sinceMs);
  }

  private tellUse(session: RedisSession, name: string, use: SubjectUse, sinceMs: number): void {
    const windows = [
      [requestsKey(name), use.requests],
      [tokensKey(name), use.tokens],
    ] as const;
    for (const [key, window] of windows) {
      const taken = [...window.takenSince(sinceMs)].map(([atMs, amount]) => [slotAt(atMs, session), amount]);
      for (let first = 0; first < taken.length; first += MOST_AT_ONCE) {
        const pairs = taken.slice(first, first + MOST_AT_ONCE).flat();
        this.redis.tell(ADD_TO_LIMITS, [PARALLEL_KEY, key], [name, 0, ...pairs]);
      }
    }
  }
}

function keysOf(limits: readonly SubjectLimits[]): string[] {
  const keys = [PARALLEL_KEY];
  for (const limit of limits) {
    const name = nameOf(limit);
    keys.push(requestsKey(name), tokensKey(name));
  }
  return keys;
}

function nameOf({ subject, subjectId }: SubjectLimits): string {
  return `${subject}:${subjectId}`;
}

function requestsKey(name: string): string {
  return sharedKey('requests', name);
}

function tokensKey(name: string): string {
  return sharedKey('tokens', name);
}

function limitsOf({ rpm, tpm, maxParallelRequests }: SubjectLimits): (number | '')[] {
  return [rpm ?? '', tpm ?? '', maxParallelRequests ?? ''];
}

/** At least one request, so that nobody is locked out. */
function shareOf(limits: SubjectLimits, replicas: number): SubjectLimits {
  const share = (limit: number | undefined): number | undefined =>
    limit === undefined ? undefined : Math.max(Math.min(limit, 1), Math.floor(limit / replicas));
  const { rpm, tpm, maxParallelRequests } = limits;
  return { ...limits, rpm: share(rpm), tpm: share(tpm), maxParallelRequests: share(maxParallelRequests) };
}

/** Local times in tenths of a second of Redis's clock. A tenth is always turned into the same. */
function slotAt(timeMs: number, { clockOffsetMs }: RedisSession): number {
  const beginningMs = Math.floor(timeMs / SLOT_MS) * SLOT_MS;
  return Math.floor((beginningMs + clockOffsetMs) / SLOT_MS);
}

/** Redis counts in whole numbers. */
function wholeTokens(tokens: number): number {
  return Math.min(Math.ceil(tokens), Number.MAX_SAFE_INTEGER);
}

function figuresAt(answer: readonly number[], at: number, tellAtMs: number): SubjectFigures {
  const [usedRequests = 0, waitRequests = 0, emptyRequests = 0] = answer.slice(at, at + 3);
  const [usedTokens = 0, waitTokens = 0, emptyTokens = 0, openTickets = 0] = answer.slice(
    at + 3,
    at + FIGURES,
  );
  return {
    requests: toldWindow(usedRequests, waitRequests, emptyRequests, tellAtMs),
    tokens: toldWindow(usedTokens, waitTokens, emptyTokens, tellAtMs),
    openTickets,
  };
}

/** A window as it was told at a time. */
function toldWindow(used: number, waitMs: number, emptyAfterMs: number, toldAtMs: number): WindowFigures {
  return {
    usedAt: () => used,
    waitFor: () => (waitMs < 0 ? Infinity : waitMs),
    emptyAfter: (nowMs) => Math.max(0, emptyAfterMs - (nowMs - toldAtMs)),
  };
}
