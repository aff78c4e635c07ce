// @ts-check
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ApiError, errorEnvelope } from '../api-error.mjs';
import { countInputTokens } from '../count-input-tokens.mjs';
import { defaultAnswer } from './default-answer.mjs';
import { FIXTURES, WIRE_OF_FIXTURE } from './fixtures.mjs';
import { eventsOf, messageOf } from './message-events.mjs';
import { streamFrames } from './stream-frames.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').AnswerSpec} AnswerSpec */
/** @typedef {import('../start-fake-anthropic.mjs').FakeEvent} FakeEvent */
/** @typedef {import('../start-fake-anthropic.mjs').FakeRequest} FakeRequest */
/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */

/**
 * @typedef {object} AnswerPlan
 * @property {number} status
 * @property {string} contentType
 * @property {boolean} isStream
 * @property {Iterable<Buffer>} frames the body, an event at a time; one frame for a body that is no stream
 * @property {AnswerSpec} spec with what its fixture adds to it
 */

const JSON_TYPE = 'application/json';
const EVENT_STREAM_TYPE = 'text/event-stream; charset=utf-8';

/** What goes out for a Messages request: the whole body, before it is cut, delayed or broken off. @param {FakeRequest} request @param {AnswerSpec} spec @param {string} requestId @returns {AnswerPlan} */
export function planMessagesAnswer(request, spec, requestId) {
  const complete = { ...(spec.fixture && WIRE_OF_FIXTURE[spec.fixture]), ...spec };
  if (isPlainBody(spec)) return planBody(spec.body ?? errorOf(spec, requestId), complete);
  return compressed(request.body.stream ? planStream(request, complete) : planMessage(request, complete));
}

/** A body that is not a Messages answer. @param {string | Buffer | JsonObject} body @param {AnswerSpec} spec @returns {AnswerPlan} */
export function planBody(body, spec) {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const status = spec.status ?? (spec.redirectTo ? 307 : 200);
  return compressed({ status, contentType: JSON_TYPE, isStream: false, frames: [bytes], spec });
}

/** @param {AnswerSpec} spec */
export function isPlainBody({ body, status = 200, redirectTo }) {
  return body !== undefined || status >= 300 || redirectTo !== undefined;
}

/** @param {AnswerSpec} spec @param {string} requestId */
export function errorOf({ status = 307, error }, requestId) {
  return status < 400 ? '' : errorEnvelope(new ApiError(status, error?.message, error?.type), requestId);
}

/** @param {FakeRequest} request @param {AnswerSpec} spec @returns {AnswerPlan} */
function planStream(request, spec) {
  const events = eventsFor(request, spec);
  return {
    status: 200,
    contentType: EVENT_STREAM_TYPE,
    isStream: true,
    frames: streamFrames(events, spec),
    spec,
  };
}

/** @param {FakeRequest} request @param {AnswerSpec} spec @returns {AnswerPlan} */
function planMessage(request, spec) {
  const bytes = Buffer.from(JSON.stringify(messageFor(request, spec)));
  return { status: 200, contentType: JSON_TYPE, isStream: false, frames: [bytes], spec };
}

/** @param {FakeRequest} request @param {AnswerSpec} spec @returns {FakeEvent[]} */
function eventsFor(request, spec) {
  return writtenEvents(request, spec) ?? eventsOf(messageFor(request, spec));
}

/** @param {FakeRequest} request @param {AnswerSpec} spec @returns {JsonObject} */
function messageFor(request, spec) {
  const events = writtenEvents(request, spec);
  if (events) return messageOf(events);
  return spec.message ?? defaultAnswer(request.body, countInputTokens(request.rawBody));
}

/** Events that a spec gives, if it gives events. @param {FakeRequest} request @param {AnswerSpec} spec @returns {FakeEvent[] | undefined} */
function writtenEvents({ body }, spec) {
  if (spec.events) return spec.events;
  if (spec.chunksFile) return readChunks(spec.chunksFile);
  return spec.fixture && FIXTURES[spec.fixture](body, spec);
}

/** @param {string} file @returns {FakeEvent[]} */
function readChunks(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line));
}

/** @param {AnswerPlan} plan @returns {AnswerPlan} */
function compressed(plan) {
  if (plan.spec.contentEncoding !== 'gzip') return plan;
  if (plan.spec.neverEnding) throw new Error('A stream without end cannot be compressed as one whole.');
  return { ...plan, frames: [gzipSync(Buffer.concat([...plan.frames]))] };
}
