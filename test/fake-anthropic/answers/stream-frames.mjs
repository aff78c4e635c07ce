// @ts-check
import { encodeEvent, encodeFrame } from './encode-event.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').AnswerSpec} AnswerSpec */
/** @typedef {import('../start-fake-anthropic.mjs').FakeEvent} FakeEvent */
/** @typedef {import('../start-fake-anthropic.mjs').FakeError} FakeError */

/** The frames of a stream, with the faults that a spec plants in its events. @param {FakeEvent[]} events @param {AnswerSpec} spec @returns {Iterable<Buffer>} */
export function streamFrames(events, spec) {
  const faulty = EVENT_FAULTS.reduce((changed, fault) => fault(changed, spec), events);
  const frames = faulty.map((event) => encodeEvent(event, spec));
  const broken = brokenFrames(spec);
  const place = placeOfFault(faulty);
  const whole = [...frames.slice(0, place), ...broken, ...frames.slice(place)];
  return spec.neverEnding ? withoutEnd(whole.slice(0, place + broken.length), spec) : whole;
}

/** @type {ReadonlyArray<(events: FakeEvent[], spec: AnswerSpec) => FakeEvent[]>} */
const EVENT_FAULTS = [
  (events, { duplicateMessageStart }) =>
    duplicateMessageStart ? [...events.slice(0, 1), ...events] : events,
  (events, { omitMessageStop }) =>
    omitMessageStop ? events.filter(({ type }) => type !== 'message_stop') : events,
  (events, { hugeEvent }) => (hugeEvent === undefined ? events : withHugeEvent(events, hugeEvent)),
  (events, { errorEventAfter: after }) => (after === undefined ? events : withError(events, after)),
  (events, { firstEventIsError: first }) => (first ? [errorEvent(first === true ? {} : first)] : events),
];

/** Right after the first block has begun. @param {FakeEvent[]} events */
function placeOfFault(events) {
  const blockStart = events.findIndex(({ type }) => type === 'content_block_start');
  return blockStart < 0 ? Math.min(1, events.length) : blockStart + 1;
}

/** @param {FakeEvent[]} events @param {number} bytes */
function withHugeEvent(events, bytes) {
  const place = placeOfFault(events);
  const filler = 'x'.repeat(bytes);
  const isText = events[place - 1]?.content_block?.type === 'text';
  const huge = isText ? textDelta(events[place - 1]?.index, filler) : { type: 'ping', filler };
  return [...events.slice(0, place), huge, ...events.slice(place)];
}

/** @param {FakeEvent[]} events @param {NonNullable<AnswerSpec['errorEventAfter']>} after */
function withError(events, after) {
  const error = typeof after === 'number' ? { events: after } : after;
  return [...events.slice(0, error.events), errorEvent(error)];
}

/** @param {Partial<FakeError>} error @returns {FakeEvent} */
function errorEvent({ type = 'overloaded_error', message = 'Overloaded' }) {
  return { type: 'error', error: { type, message } };
}

/** @param {number} index @param {string} text @returns {FakeEvent} */
function textDelta(index, text) {
  return { type: 'content_block_delta', index, delta: { type: 'text_delta', text } };
}

/** @param {AnswerSpec} spec @returns {Buffer[]} */
function brokenFrames(spec) {
  const delta = JSON.stringify(textDelta(0, 'A'));
  const invalidJson = encodeFrame('content_block_delta', delta.slice(0, -9), spec);
  const [before = '', after = ''] = encodeFrame('content_block_delta', delta, spec).toString().split('"A"');
  const truncatedUtf8 = Buffer.concat([
    Buffer.from(`${before}"`),
    Buffer.from([0xf0, 0x9f]),
    Buffer.from(`"${after}`),
  ]);
  return [...(spec.invalidJsonEvent ? [invalidJson] : []), ...(spec.truncatedUtf8 ? [truncatedUtf8] : [])];
}

/** @param {Buffer[]} beginning @param {AnswerSpec} spec */
function* withoutEnd(beginning, spec) {
  yield* beginning;
  for (let count = 1; ; count += 1) yield encodeEvent(textDelta(0, `and ${count} `), spec);
}
