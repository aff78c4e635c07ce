import { Injectable } from '@nestjs/common';

import { PrismaService } from '../database/prisma.service.js';

/** Who repeats what. */
export interface AnswerPlace {
  actor: string;
  key: string;
}

/** What is known of an earlier call with the same key. */
export interface EarlierAnswer {
  requestDigest: Buffer;
  /** When the call began. */
  createdAt: Date;
  /** Absent while the call is under way. */
  sealedBody?: Buffer;
}

/** The answers of calls that carried an `Idempotency-Key`. */
@Injectable()
export class IdempotentAnswersRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Takes the place for a call that begins; gives what is there when it is taken. */
  async claim(place: AnswerPlace, requestDigest: Buffer, at: Date): Promise<EarlierAnswer | undefined> {
    const row = { ...place, requestDigest: Uint8Array.from(requestDigest), createdAt: at };
    return await this.prisma.run(async (client) => {
      const { count } = await client.idempotentAnswer.createMany({ data: [row], skipDuplicates: true });
      if (count > 0) return undefined;
      const found = await client.idempotentAnswer.findUnique({ where: { actor_key: place } });
      return found === null
        ? { requestDigest, createdAt: at }
        : {
            requestDigest: Buffer.from(found.requestDigest),
            createdAt: found.createdAt,
            ...(found.sealedBody === null ? {} : { sealedBody: Buffer.from(found.sealedBody) }),
          };
    });
  }

  /** Takes a place over that an earlier call left behind. False when another was faster. */
  async takeOver(
    place: AnswerPlace,
    requestDigest: Buffer,
    times: { from: Date; at: Date },
  ): Promise<boolean> {
    const data = {
      requestDigest: Uint8Array.from(requestDigest),
      createdAt: times.at,
      sealedBody: null,
      status: null,
    };
    return await this.prisma.run(async (client) => {
      const where = { ...place, createdAt: times.from };
      const { count } = await client.idempotentAnswer.updateMany({ where, data });
      return count > 0;
    });
  }

  /** Keeps the answer of the call that began at a time, unless another has taken its place over. */
  async keep(
    place: AnswerPlace,
    begunAt: Date,
    { status, sealedBody }: { status: number; sealedBody: Buffer },
  ): Promise<void> {
    await this.prisma.run((client) =>
      client.idempotentAnswer.updateMany({
        where: { ...place, createdAt: begunAt },
        data: { status, sealedBody: Uint8Array.from(sealedBody) },
      }),
    );
  }

  /** Frees the place of a call that failed, so that it can be tried again. */
  async free(place: AnswerPlace, begunAt: Date): Promise<void> {
    await this.prisma.run((client) =>
      client.idempotentAnswer.deleteMany({ where: { ...place, createdAt: begunAt } }),
    );
  }

  async forgetBefore(time: Date): Promise<void> {
    await this.prisma.run((client) =>
      client.idempotentAnswer.deleteMany({ where: { createdAt: { lt: time } } }),
    );
  }
}
