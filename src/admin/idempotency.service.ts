import { Inject, Injectable } from '@nestjs/common';

import { GATEWAY_SECRET, GatewaySecret } from '../config/gateway-secret.js';
import { openWithAnyKey, sealText } from '../config/sealed-text.js';
import { ConflictError } from '../errors/gateway-error.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import {
  type AnswerPlace,
  type EarlierAnswer,
  IdempotentAnswersRepository,
} from './idempotent-answers.repository.js';

const SEALING_USE = 'tollgate sealed values';
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
/** A call that takes longer than this died with its process. */
const MOST_UNDER_WAY_MS = 60_000;

/** A call that is to be made once. */
export interface OnceCall extends AnswerPlace {
  requestId: string;
  requestDigest: Buffer;
  /** The status with which success is answered. */
  status: number;
}

/** The answer to a call, and whether it is that of an earlier one. */
export interface OnceAnswer {
  answer: unknown;
  isReplayed: boolean;
}

/** Makes a call once, however often it is sent: who sends it again gets the first answer again. */
@Injectable()
export class IdempotencyService {
  private readonly sealingKey: Buffer;
  private readonly openingKeys: readonly Buffer[];

  constructor(
    private readonly answers: IdempotentAnswersRepository,
    @Inject(GATEWAY_SECRET) secret: GatewaySecret,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.sealingKey = secret.deriveKey(SEALING_USE);
    this.openingKeys = [this.sealingKey, ...(secret.former ? [secret.former.deriveKey(SEALING_USE)] : [])];
  }

  /**
   * Makes the call, or gives the answer that it got before. A call that fails can be tried again.
   *
   * @throws ConflictError when the key belongs to another request, or to one that is still under way.
   */
  async once(call: OnceCall, make: () => Promise<unknown>): Promise<OnceAnswer> {
    const begunAt = new Date();
    const place = { actor: call.actor, key: call.key };
    const earlier = await this.answers.claim(place, call.requestDigest, begunAt);
    if (earlier !== undefined) {
      const replayed = await this.replay(call, earlier, begunAt);
      if (replayed !== undefined) return { answer: replayed, isReplayed: true };
    }
    return { answer: await this.make(call, begunAt, make), isReplayed: false };
  }

  /** Undefined when the place was taken over, so that the call is to be made. */
  private async replay(call: OnceCall, earlier: EarlierAnswer, at: Date): Promise<unknown> {
    const ageMs = at.getTime() - earlier.createdAt.getTime();
    const isLeftBehind = earlier.sealedBody === undefined && ageMs > MOST_UNDER_WAY_MS;
    if (ageMs > KEPT_FOR_MS || (isLeftBehind && earlier.requestDigest.equals(call.requestDigest))) {
      const times = { from: earlier.createdAt, at };
      const place = { actor: call.actor, key: call.key };
      if (await this.answers.takeOver(place, call.requestDigest, times)) return undefined;
      throw underWay();
    }
    if (!earlier.requestDigest.equals(call.requestDigest)) throw reused();
    if (earlier.sealedBody === undefined) throw underWay();
    return JSON.parse(openWithAnyKey(earlier.sealedBody, this.openingKeys, placeName(call))) as unknown;
  }

  private async make(call: OnceCall, begunAt: Date, make: () => Promise<unknown>): Promise<unknown> {
    const place = { actor: call.actor, key: call.key };
    let answer: unknown;
    try {
      answer = await make();
    } catch (error) {
      await this.answers.free(place, begunAt).catch((cause: unknown) => this.warn(call, cause));
      throw error;
    }
    const sealedBody = sealText(JSON.stringify(answer), this.sealingKey, placeName(call));
    // The change is made; an answer that cannot be kept is no reason to say otherwise.
    await this.answers
      .keep(place, begunAt, { status: call.status, sealedBody })
      .then(() => this.answers.forgetBefore(new Date(begunAt.getTime() - KEPT_FOR_MS)))
      .catch((cause: unknown) => this.warn(call, cause));
    return answer;
  }

  private warn({ requestId }: OnceCall, cause: unknown): void {
    this.logger.warn(
      { requestId, err: cause },
      'the answer to a call with an idempotency key could not be kept',
    );
  }
}

/** No two places have the same name: ids of actors hold no space. */
function placeName({ actor, key }: AnswerPlace): string {
  return `${actor} ${key}`;
}

function underWay(): ConflictError {
  return new ConflictError({
    code: 'idempotency_in_progress',
    message: 'The first request with this Idempotency-Key is still under way. Try again in a second.',
    retryAfterSeconds: 1,
  });
}

function reused(): ConflictError {
  return new ConflictError({
    code: 'idempotency_key_reused',
    message: 'This Idempotency-Key belongs to another request. Use a new key for each request.',
  });
}
