import type { AnswerSpec } from '../fake-anthropic/start-fake-anthropic.mjs';
import type { Ending } from './doors.js';

/** What upstream does, and how a call may end then. Where several endings are named, door or timing decides. */
export interface Fault {
  what: string;
  spec: AnswerSpec;
  endings: Ending[];
}

const BROKEN_OFF: Ending[] = [502, 'error frame'];

/** Faults that any call can meet. */
export const AT_ANY_DOOR: Fault[] = [
  { what: 'resets before its headers', spec: { resetBeforeHeaders: true }, endings: [502] },
  ...[1, 40, 150, 300].flatMap((bytes): Fault[] => [
    { what: `resets after ${bytes} bytes`, spec: { resetAfterBytes: bytes }, endings: BROKEN_OFF },
    { what: `ends after ${bytes} bytes`, spec: { endAfterBytes: bytes }, endings: BROKEN_OFF },
    { what: `closes after ${bytes} bytes`, spec: { truncateAfterBytes: bytes }, endings: BROKEN_OFF },
  ]),
  { what: 'ends with an empty body', spec: { endAfterBytes: 0 }, endings: [502] },
  { what: 'never answers', spec: { stallBeforeHeaders: true }, endings: [504] },
  { what: 'stalls behind its headers', spec: { stallAfterBytes: 0 }, endings: [504] },
  { what: 'stalls within its answer', spec: { stallAfterBytes: 300 }, endings: [504, 'error frame'] },
  { what: 'answers in small bytes', spec: { slowBytes: { size: 100, everyMs: 5 } }, endings: ['answer'] },
  { what: 'answers a few bytes at a time', spec: { cutSizes: 5 }, endings: ['answer'] },
  { what: 'answers in HTML', spec: { body: '<html>Sorry</html>', contentType: 'text/html' }, endings: [502] },
  { what: 'answers JSON that is cut', spec: { body: '{"id":"msg_1","con' }, endings: [502] },
  { what: 'answers null', spec: { body: 'null' }, endings: [502] },
  { what: 'answers a list', spec: { body: '[]' }, endings: [502] },
  { what: 'answers an object of another kind', spec: { body: '{"a":1}' }, endings: [502] },
  { what: 'compresses its answer', spec: { contentEncoding: 'gzip' }, endings: [502] },
  { what: 'has headers of 100 KB', spec: { headers: { 'x-a': 'b'.repeat(100_000) } }, endings: [502] },
  { what: 'answers 204', spec: { status: 204, body: '' }, endings: [502] },
  { what: 'answers 206', spec: { status: 206, body: '{}' }, endings: [502] },
  { what: 'answers 304', spec: { status: 304, body: '' }, endings: [502] },
  { what: 'answers 500', spec: { status: 500 }, endings: [500, 502] },
  { what: 'answers 529', spec: { status: 529 }, endings: [503, 529] },
  { what: 'answers 401', spec: { status: 401 }, endings: [502] },
  { what: 'answers 403', spec: { status: 403 }, endings: [502] },
  { what: 'answers 599', spec: { status: 599 }, endings: [502, 599] },
  { what: 'stalls within an error', spec: { status: 500, stallAfterBytes: 10 }, endings: [504] },
  { what: 'resets within an error', spec: { status: 500, resetAfterBytes: 10 }, endings: [502] },
];

/** Faults that only a stream has. */
export const IN_STREAMS: Fault[] = [
  // Not as fast as it can: that would take a core for as long as it is let.
  { what: 'never ends', spec: { neverEnding: true, gapMs: 5 }, endings: ['error frame'] },
  { what: 'stalls behind an event', spec: { stallAfterEvents: 3 }, endings: ['error frame'] },
  { what: 'resets behind an event', spec: { resetAfterEvents: 3 }, endings: ['error frame'] },
  { what: 'ends behind an event', spec: { endAfterEvents: 3 }, endings: ['error frame'] },
  { what: 'sends no message_stop', spec: { omitMessageStop: true }, endings: ['error frame'] },
  { what: 'calls its stream JSON', spec: { contentType: 'application/json' }, endings: [502] },
  { what: 'sends an error first', spec: { firstEventIsError: true }, endings: [503, 529] },
  {
    what: 'sends an error behind an event',
    spec: { errorEventAfter: 3, gapMs: 20 },
    endings: ['error frame'],
  },
  { what: 'begins twice', spec: { duplicateMessageStart: true }, endings: ['answer'] },
  { what: 'sends an event of 40 MB', spec: { hugeEvent: 40 * 2 ** 20 }, endings: ['error frame'] },
  {
    what: 'sends an event that is no JSON',
    spec: { invalidJsonEvent: true, gapMs: 20 },
    endings: ['error frame', 'answer'],
  },
  {
    what: 'sends half a character',
    spec: { truncatedUtf8: true, gapMs: 20 },
    endings: ['error frame', 'answer'],
  },
  {
    what: 'ends its lines with CR LF, byte by byte',
    spec: { lineEnding: '\r\n', cutSizes: 1 },
    endings: ['answer'],
  },
];
