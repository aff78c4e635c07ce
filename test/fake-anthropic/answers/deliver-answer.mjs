// @ts-check
import { once } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { cutBytes, isCut } from './cut-bytes.mjs';

/** @typedef {import('./plan-answer.mjs').AnswerPlan} AnswerPlan */
/** @typedef {import('../start-fake-anthropic.mjs').AnswerSpec} AnswerSpec */
/** @typedef {import('../exchange.mjs').Exchange} Exchange */

/** @typedef {'whole' | 'end' | 'stall' | 'reset' | 'truncate'} Ending */

/** Sends an answer with all that its spec does to it. Rejects with an AbortError when the exchange ends before that. @param {Exchange} exchange @param {AnswerPlan} plan @param {Record<string, string>} headers */
export async function deliverAnswer(exchange, plan, headers) {
  const { spec } = plan;
  await pause(spec.delayHeadersMs, exchange);
  if (spec.stallBeforeHeaders) return finish('stall', exchange);
  if (spec.resetBeforeHeaders) return finish('reset', exchange);
  exchange.sendHeaders(plan.status, headers);
  await deliverBody(exchange, plan);
}

/** @param {Exchange} exchange @param {AnswerPlan} plan */
async function deliverBody(exchange, { frames, spec }) {
  const { ending, afterBytes, afterEvents } = endingOf(spec);
  const pieces = cutBytes(pacedFrames(limited(frames, afterEvents), spec, exchange), spec);
  if (afterBytes > 0) await writeUpTo(afterBytes, pieces, spec, exchange);
  await finish(ending, exchange);
}

/** @param {number} limit bytes @param {AsyncIterable<Buffer>} pieces @param {AnswerSpec} spec @param {Exchange} exchange */
async function writeUpTo(limit, pieces, spec, exchange) {
  let room = limit;
  for await (const piece of pieces) {
    const bytes = piece.subarray(0, room);
    await write(bytes, spec, exchange);
    room -= bytes.length;
    if (room === 0) return;
  }
}

/** The one early end that a spec asks for, or the proper one. @param {AnswerSpec} spec @returns {{ ending: Ending, afterBytes: number, afterEvents: number }} */
function endingOf(spec) {
  /** @type {ReadonlyArray<{ ending: Ending, bytes?: number, events?: number }>} */
  const endings = [
    { ending: 'stall', bytes: spec.stallAfterBytes, events: spec.stallAfterEvents },
    { ending: 'reset', bytes: spec.resetAfterBytes, events: spec.resetAfterEvents },
    { ending: 'end', bytes: spec.endAfterBytes, events: spec.endAfterEvents },
    { ending: 'truncate', bytes: spec.truncateAfterBytes },
  ];
  const found = endings.find(({ bytes, events }) => (bytes ?? events) !== undefined);
  return {
    ending: found?.ending ?? 'whole',
    afterBytes: found?.bytes ?? Infinity,
    afterEvents: found?.events ?? Infinity,
  };
}

/** @param {Iterable<Buffer>} frames @param {number} count */
function* limited(frames, count) {
  let given = 0;
  for (const frame of frames) {
    if (given >= count) return;
    given += 1;
    yield frame;
  }
}

/** @param {Iterable<Buffer>} frames @param {AnswerSpec} spec @param {Exchange} exchange */
async function* pacedFrames(frames, { delayFirstEventMs, gapMs }, exchange) {
  await pause(delayFirstEventMs, exchange);
  let isFirst = true;
  for (const frame of frames) {
    if (!isFirst) await pause(gapMs, exchange);
    isFirst = false;
    yield frame;
  }
}

/** @param {number | undefined} ms @param {Exchange} exchange */
async function pause(ms, { isOver }) {
  if (ms !== undefined) await setTimeout(ms, undefined, { signal: isOver });
}

/** @param {Buffer} bytes @param {AnswerSpec} spec @param {Exchange} exchange */
async function write(bytes, spec, exchange) {
  const { response, isOver } = exchange;
  isOver.throwIfAborted();
  const hasRoom = response.write(bytes);
  if (isCut(spec) || spec.neverEnding) await setImmediate(undefined, { signal: isOver });
  await pause(spec.slowBytes?.everyMs, exchange);
  if (!hasRoom && response.writableNeedDrain) await once(response, 'drain', { signal: isOver });
}

/** @param {Ending} ending @param {Exchange} exchange */
async function finish(ending, exchange) {
  await FINISH[ending](exchange);
}

/** @type {Record<Ending, (exchange: Exchange) => Promise<unknown> | void>} */
const FINISH = {
  whole: (exchange) => exchange.end({ isWhole: true }),
  end: (exchange) => exchange.end({ isWhole: false }),
  stall: ({ isOver }) => (isOver.aborted ? undefined : once(isOver, 'abort')),
  reset: async (exchange) => {
    await flushed(exchange);
    exchange.breakOff('reset');
  },
  truncate: async (exchange) => {
    await flushed(exchange);
    exchange.breakOff('close');
  },
};

/** Resolves when what was written has left the process. @param {Exchange} exchange */
async function flushed({ response, isOver }) {
  while (response.writableLength > 0 || (response.socket?.writableLength ?? 0) > 0) {
    await setImmediate(undefined, { signal: isOver });
  }
  await setImmediate(undefined, { signal: isOver });
}
