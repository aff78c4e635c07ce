import { GatewayError } from '../../src/errors/gateway-error.js';
import type { CallRoute } from '../../src/routing/call/call-route.js';
import { callFor, RouterUnderTest, upstreamFailures } from '../../src/routing/router.fixture.js';

/** What a deployment makes of an attempt. */
interface Reaction {
  /** Until the answer begins, or fails; Infinity: the attempt waits until its time is over. */
  afterMs: number;
  error?: GatewayError;
}

export type Behaviour = (atMs: number, draw: number) => Reaction;

interface SimulatedAttempt {
  deployment: string;
  atMs: number;
  timeoutMs: number;
}

export interface SimulatedCall {
  atMs: number;
  endedMs: number;
  attempts: SimulatedAttempt[];
  /** Absent: it was answered. */
  error?: GatewayError;
}

interface TrafficOptions {
  fromMs: number;
  untilMs: number;
  callsPerSecond: number;
  isStream?: boolean;
  /** The conversation of the call with that number. */
  conversationOf?: (call: number) => string | undefined;
}

/** A router before deployments that behave as a test says, by a clock that only the simulation moves. */
export class Simulation extends RouterUnderTest {
  readonly behaviours = new Map<string, Behaviour>();
  private readonly events: { atMs: number; run: () => void }[] = [];
  private seed = 1;

  /** Chance that is the same in every run. */
  override draw = (): number => {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return this.seed / 2 ** 32;
  };

  /** Runs calls at an even pace, and waits for the last of them to end. */
  run(options: TrafficOptions): SimulatedCall[] {
    const calls: SimulatedCall[] = [];
    const { fromMs, untilMs, callsPerSecond } = options;
    const arrive = (index: number): void => {
      const atMs = fromMs + (index * 1000) / callsPerSecond;
      if (atMs >= untilMs) return;
      this.at(atMs, () => {
        const call: SimulatedCall = { atMs, endedMs: atMs, attempts: [] };
        calls.push(call);
        this.begin(call, index, options);
        arrive(index + 1);
      });
    };
    arrive(0);
    this.runEvents();
    return calls;
  }

  /** Has something happen at a time. */
  at(atMs: number, run: () => void): void {
    const index = this.events.findLastIndex((event) => event.atMs <= atMs);
    this.events.splice(index + 1, 0, { atMs, run });
  }

  private runEvents(): void {
    for (let event = this.events.shift(); event !== undefined; event = this.events.shift()) {
      this.nowMs = event.atMs;
      event.run();
    }
  }

  private begin(call: SimulatedCall, index: number, options: TrafficOptions): void {
    try {
      const route = this.router.route(
        callFor('sonnet', {
          isStream: options.isStream ?? true,
          conversation: () => options.conversationOf?.(index),
        }),
      );
      this.attempt(call, route);
    } catch (thrown) {
      if (!(thrown instanceof GatewayError)) throw thrown;
      this.end(call, thrown);
    }
  }

  private attempt(call: SimulatedCall, route: CallRoute): void {
    const { deploymentId: deployment, endpoint } = route.target;
    const behave = this.behaviours.get(deployment) ?? wellBehaved;
    const { afterMs, error } = behave(this.nowMs, this.draw());
    const timeoutMs = endpoint.timeoutMs;
    call.attempts.push({ deployment, atMs: this.nowMs, timeoutMs });
    route.begin();
    if (afterMs > timeoutMs)
      this.at(this.nowMs + timeoutMs, () => this.fail(call, route, upstreamFailures.timedOut()));
    else if (error !== undefined) this.at(this.nowMs + afterMs, () => this.fail(call, route, error));
    else this.at(this.nowMs + afterMs, () => this.answer(call, route));
  }

  private answer(call: SimulatedCall, route: CallRoute): void {
    route.answered([]);
    this.at(this.nowMs + 100, () => {
      route.end({ tokens: 100 });
      this.end(call);
    });
  }

  private fail(call: SimulatedCall, route: CallRoute, error: GatewayError): void {
    route.end({ error, tokens: 0 });
    const next = route.next(error);
    if (next === undefined) return this.end(call, error);
    this.at(this.nowMs + next.delayMs, () => this.attempt(call, route));
  }

  private end(call: SimulatedCall, error?: GatewayError): void {
    call.endedMs = this.nowMs;
    call.error = error;
  }
}

/** Answers within 300 to 700 ms. */
export const wellBehaved: Behaviour = (_, draw) => ({ afterMs: 300 + 400 * draw });
