import { randomBytes } from 'node:crypto';

import type { Logger } from '../observability/logger.js';
import { OverdueCalls, type PendingCall } from './overdue-calls.js';
import { RedisConnection, type RedisArgument } from './redis-connection.js';
import type { RedisScript } from './redis-script.js';
import { ReplicaCount } from './replica-count.js';
import { BEAT, JOIN, LEAVE } from './session-scripts.js';
import { BORN_KEY, heldKey, REPLICAS_CHANNEL, REPLICAS_KEY } from './shared-keys.js';

export type { RedisArgument } from './redis-connection.js';

/** Redis did not answer in time, or is not there: whoever asked goes on by itself. */
export class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError';
}

/** A time in which this replica shares its state. What it holds in Redis ends with it. */
export interface RedisSession {
  readonly id: string;
  /** Of what Redis remembers: another one after it has forgotten everything. */
  readonly memoryId: string;
  /** Redis has forgotten everything since the session before, or this is the first. */
  readonly isMemoryNew: boolean;
  /** Since when this replica has gone by itself, by `performance.now()`; -Infinity: ever. */
  readonly aloneSinceMs: number;
  /** What is added to `performance.now()` to get Redis's clock. */
  readonly clockOffsetMs: number;
}

/** A part of the gateway that shares something. */
export interface SharingPart {
  readonly scripts?: readonly RedisScript[];
  /** Channel → what is done with a message on it, also with this replica's own. */
  readonly channels?: Readonly<Record<string, (text: string) => void>>;
  /** A session begins: what Redis has to know is sent before anything else. Waits for nothing. */
  joined?(session: RedisSession): void;
}

export interface RedisLinkTiming {
  /** The longest that a request waits for Redis. */
  answerLimitMs: number;
  connectLimitMs: number;
  beatMs: number;
  /** From one try to reach Redis to the next. */
  retryMs: number;
}

const USUAL_TIMING: RedisLinkTiming = {
  answerLimitMs: 100,
  connectLimitMs: 1_000,
  beatMs: 1_000,
  retryMs: 1_000,
};
/** What was lost may be back at once, as after a failover. */
const FIRST_RETRY_MS = 50;
/** A Redis that comes and goes does not fill the log. */
const SAY_AGAIN_AFTER_MS = 10_000;

/**
 * This replica's link to the state that all replicas share. It is up or down as a whole: one late or failed answer
 * takes it down, and everybody goes on by what this process knows, until Redis is found again behind the scenes.
 */
export class RedisLink {
  private readonly replica = randomBytes(6).toString('hex');
  private readonly parts: SharingPart[] = [];
  private readonly overdue: OverdueCalls;
  private connection: RedisConnection | undefined;
  private current: RedisSession | undefined;
  private sessionCount = 0;
  private born: string | undefined;
  private aloneSinceMs = -Infinity;
  private sessionBeganAtMs = 0;
  private readonly replicas = new ReplicaCount();
  private replicasAlone = 1;
  private beatTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private hasSaidAway = false;
  private saidAwayAtMs = -Infinity;
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
    private readonly timing: RedisLinkTiming = USUAL_TIMING,
  ) {
    this.overdue = new OverdueCalls(timing.answerLimitMs, () => {
      this.goDown(new Error(`No answer within ${timing.answerLimitMs} ms.`));
    });
  }

  /** Before the start. */
  register(part: SharingPart): void {
    this.parts.push(part);
  }

  /** Whether state is shared now. */
  get isUp(): boolean {
    return this.current !== undefined;
  }

  /** Undefined while the link is down. */
  get session(): RedisSession | undefined {
    return this.current;
  }

  /** How many are alive, this one included; while the link is down, how many there were when it was up. */
  get replicaCount(): number {
    return this.isUp ? this.replicas.live : this.replicasAlone;
  }

  /** Since when messages of other replicas have been heard, by `performance.now()`; undefined: they are not. */
  get hearsSinceMs(): number | undefined {
    return this.current === undefined ? undefined : this.sessionBeganAtMs;
  }

  /** Resolves when the first try has succeeded or failed: Redis is no condition of a start. */
  async start(): Promise<void> {
    await this.tryToJoin();
  }

  /**
   * Runs a script of a part within the session. Rejects with a RedisAwayError when the link is down or goes down, and
   * then nobody knows whether it ran; what it did to this session's holdings is undone with the session.
   */
  run(script: RedisScript, keys: readonly string[], parameters: readonly RedisArgument[]): Promise<unknown> {
    const { current } = this;
    if (current === undefined) return Promise.reject(new RedisAwayError('Redis is away.'));
    return this.runAs(current.id, script, keys, parameters);
  }

  /** As `run`, for what nobody waits for. */
  tell(script: RedisScript, keys: readonly string[], parameters: readonly RedisArgument[]): void {
    if (this.current !== undefined) this.run(script, keys, parameters).catch(ignore);
  }

  /** Tells all replicas that are up, this one too. Rejects with a RedisAwayError when some may not have heard it. */
  async publish(channel: string, text: string): Promise<void> {
    const { connection, current } = this;
    if (connection === undefined || current === undefined) throw new RedisAwayError('Redis is away.');
    await this.answered(connection, () => connection.publish(channel, text));
  }

  /** Leaves in order: what this replica holds is free at once. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retryTimer);
    const { connection, current } = this;
    if (connection !== undefined && current !== undefined) {
      const keys = [REPLICAS_KEY, heldKey(current.id)];
      await this.answered(connection, () => connection.run(LEAVE, keys, [current.id])).catch(ignore);
    }
    this.endSession(new RedisAwayError('The gateway stops.'));
  }

  private runAs(
    session: string,
    script: RedisScript,
    keys: readonly string[],
    parameters: readonly RedisArgument[],
  ): Promise<unknown> {
    const { connection } = this;
    if (connection === undefined) return Promise.reject(new RedisAwayError('Redis is away.'));
    return this.answered(connection, () =>
      connection.run(script, [REPLICAS_KEY, heldKey(session), ...keys], [session, ...parameters]),
    );
  }

  /** Its answer, or a RedisAwayError as soon as the link is given up. */
  private answered(connection: RedisConnection, ask: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call: PendingCall = { reject };
      this.overdue.add(call);
      ask().then(
        (answer) => {
          this.overdue.delete(call);
          resolve(answer);
        },
        (error: Error) => {
          this.overdue.delete(call);
          reject(new RedisAwayError(`Redis is away: ${error.message}`));
          if (this.connection === connection) this.goDown(error);
        },
      );
    });
  }

  private async tryToJoin(): Promise<void> {
    const connection = new RedisConnection(this.url, this.timing.connectLimitMs, {
      onMessage: (channel, text) => this.hear(channel, text),
      onLost: (reason) => {
        if (this.connection === connection) this.goDown(reason);
      },
    });
    const limit = timeLimit(this.timing.connectLimitMs);
    try {
      await Promise.race([this.join(connection), limit.reached]);
    } catch (error) {
      connection.close();
      this.goDown(error as Error);
    } finally {
      limit.clear();
    }
  }

  private async join(connection: RedisConnection): Promise<void> {
    const scripts = [JOIN, BEAT, LEAVE, ...this.parts.flatMap((part) => part.scripts ?? [])];
    const channels = this.parts.flatMap((part) => Object.keys(part.channels ?? {}));
    await connection.open(scripts, [REPLICAS_CHANNEL, ...channels]);
    const former = this.sessionName(this.sessionCount);
    const id = this.sessionName(this.sessionCount + 1);
    const heldPrefix = heldKey('');
    const keys = [REPLICAS_KEY, BORN_KEY, heldKey(former)];
    const sentAtMs = performance.now();
    const [clockMs, replicas, born] = (await connection.run(JOIN, keys, [
      id,
      former,
      heldPrefix,
      randomBytes(8).toString('hex'),
    ])) as [number, number, string];
    if (this.isClosed) {
      await connection.run(LEAVE, [REPLICAS_KEY, heldKey(id)], [id]);
      return connection.close();
    }
    this.beginSession(connection, { id, clockMs, sentAtMs, replicas, born });
  }

  private beginSession(
    connection: RedisConnection,
    joined: { id: string; clockMs: number; sentAtMs: number; replicas: number; born: string },
  ): void {
    const { id, clockMs, sentAtMs, replicas, born } = joined;
    const nowMs = performance.now();
    this.connection = connection;
    this.sessionCount++;
    this.replicas.live = replicas;
    this.sessionBeganAtMs = nowMs;
    this.current = {
      id,
      memoryId: born,
      isMemoryNew: this.born !== born,
      aloneSinceMs: this.aloneSinceMs,
      clockOffsetMs: clockMs - (sentAtMs + nowMs) / 2,
    };
    this.born = born;
    // What is sent here comes before whatever requests send from now on.
    for (const part of this.parts) part.joined?.(this.current);
    this.beatTimer = setInterval(() => this.beat(), this.timing.beatMs).unref();
    this.sayUp();
  }

  private beat(): void {
    const { connection, current } = this;
    if (connection === undefined || current === undefined) return;
    this.runAs(current.id, BEAT, [BORN_KEY], [heldKey('')])
      .then((answer) => (this.replicas.live = (answer as [number, number])[1]))
      .catch(ignore);
    this.answered(connection, () => connection.pingMessages()).catch(ignore);
  }

  private hear(channel: string, text: string): void {
    if (channel === REPLICAS_CHANNEL) this.replicas.live = Number(text);
    for (const { channels } of this.parts) channels?.[channel]?.(text);
  }

  private goDown(reason: Error): void {
    if (this.isClosed) return;
    const wasUp = this.current !== undefined;
    if (wasUp) {
      this.aloneSinceMs = performance.now();
      this.replicasAlone = this.replicas.recent(this.aloneSinceMs);
    }
    this.endSession(new RedisAwayError(`Redis is away: ${reason.message}`));
    this.sayAway(reason);
    clearTimeout(this.retryTimer);
    const delayMs = wasUp ? FIRST_RETRY_MS : this.timing.retryMs;
    this.retryTimer = setTimeout(() => void this.tryToJoin(), delayMs).unref();
  }

  private endSession(reason: RedisAwayError): void {
    clearInterval(this.beatTimer);
    this.current = undefined;
    this.overdue.rejectAll(reason);
    this.connection?.close();
    this.connection = undefined;
  }

  private sessionName(number: number): string {
    return `${this.replica}.${number}`;
  }

  private sayUp(): void {
    const replicas = this.replicas.live;
    if (this.hasSaidAway) {
      this.logger.info({ replicas }, 'Redis is back: limits and budgets are shared again.');
    } else if (this.sessionCount === 1) {
      this.logger.info({ replicas }, 'Limits and budgets are shared through Redis.');
    }
    this.hasSaidAway = false;
  }

  private sayAway(reason: Error): void {
    const nowMs = performance.now();
    if (this.hasSaidAway || nowMs - this.saidAwayAtMs < SAY_AGAIN_AFTER_MS) return;
    this.hasSaidAway = true;
    this.saidAwayAtMs = nowMs;
    this.logger.warn(
      { reason: reason.message, replicas: this.replicasAlone },
      'Redis is away: this gateway goes on with its share of limits and budgets, and looks for Redis every second.',
    );
  }
}

function timeLimit(limitMs: number): { reached: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${limitMs} ms.`)), limitMs);
  });
  return { reached, clear: () => clearTimeout(timer) };
}

function ignore(): void {}
