import net from 'node:net';
import { MARK_BYTE, STAMP_DIGITS, monotonicMicros } from './mark.mjs';

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '\r\n0\r\n\r\n';

/**
 * @typedef {object} Answer
 * @property {number} status HTTP status, 0 when none came
 * @property {number} marks marks seen in the body
 * @property {number | null} firstMarkUs time from the call to the first mark
 * @property {number} totalUs time from the call to the end of the answer
 * @property {string | null} error why there is no whole answer
 */

/** One keep-alive connection to 127.0.0.1 that sends prepared bytes and counts marks; one call at a time. */
export class LoadConnection {
  #port;
  #socket = null;
  #reader = null;
  #settle = null;

  /** @param {number} port */
  constructor(port) {
    this.#port = port;
  }

  /** Connects, unless connected. Rejects when nothing listens. */
  async open() {
    if (this.#socket) return;
    const socket = net.connect({ host: '127.0.0.1', port: this.#port, noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    this.#socket = socket;
    socket.on('data', (bytes) => this.#read(bytes));
    socket.on('error', (error) => this.fail(error.code));
    socket.on('close', () => this.#handleClose());
  }

  /**
   * Sends one request and resolves with its answer; never rejects.
   * @param {Buffer} requestBytes
   * @param {(latenessUs: number) => void} [onLateness] gets the age of each timed mark
   * @returns {Promise<Answer>}
   */
  async call(requestBytes, onLateness) {
    const reader = new AnswerReader(onLateness);
    try {
      await this.open();
    } catch (error) {
      return reader.finish(error.code);
    }
    this.#reader = reader;
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#socket.write(requestBytes);
    });
  }

  /**
   * Ends the call in progress, if any, with an error.
   * @param {string | null} error
   */
  fail(error) {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(this.#reader.finish(error));
  }

  close() {
    this.#settle = null;
    this.#socket?.destroy();
  }

  #read(bytes) {
    if (this.#settle && this.#reader.push(bytes)) this.fail(null);
  }

  #handleClose() {
    this.#socket = null;
    this.fail(this.#reader?.endsWithConnection ? null : 'the connection was closed');
  }
}

/** Reads one HTTP/1.1 answer, whichever way its end is told, and counts and times the marks in its body. */
class AnswerReader {
  endsWithConnection = false;
  #startedUs = monotonicMicros();
  #onLateness;
  #head = Buffer.alloc(0);
  #hasHead = false;
  #bytesLeft = null;
  #tail = '';
  #status = 0;
  #marks = 0;
  #firstMarkUs = null;

  constructor(onLateness) {
    this.#onLateness = onLateness;
  }

  /** Takes the next bytes; true when the answer is whole. */
  push(bytes) {
    if (this.#hasHead) return this.#readBody(bytes);
    this.#head = this.#head.length > 0 ? Buffer.concat([this.#head, bytes]) : bytes;
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return false;
    this.#readHead(this.#head.toString('latin1', 0, end));
    return this.#readBody(this.#head.subarray(end + HEAD_END.length));
  }

  /** The answer as far as it came. */
  finish(error) {
    const totalUs = monotonicMicros() - this.#startedUs;
    return { status: this.#status, marks: this.#marks, firstMarkUs: this.#firstMarkUs, totalUs, error };
  }

  #readHead(head) {
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    this.#hasHead = true;
    this.#status = Number(head.slice(9, 12));
    this.#bytesLeft = length === undefined ? null : Number(length);
    this.endsWithConnection = length === undefined && !/\r\ntransfer-encoding: *chunked/i.test(head);
  }

  #readBody(bytes) {
    this.#countMarks(bytes);
    if (this.#bytesLeft !== null) {
      this.#bytesLeft -= bytes.length;
      return this.#bytesLeft <= 0;
    }
    this.#tail = (this.#tail + bytes.toString('latin1', Math.max(0, bytes.length - LAST_CHUNK.length))).slice(
      -LAST_CHUNK.length,
    );
    return this.#tail === LAST_CHUNK;
  }

  #countMarks(bytes) {
    let at = bytes.indexOf(MARK_BYTE);
    if (at < 0) return;
    const seenUs = monotonicMicros();
    this.#firstMarkUs ??= seenUs - this.#startedUs;
    for (; at >= 0; at = bytes.indexOf(MARK_BYTE, at + 1)) {
      this.#marks += 1;
      if (this.#onLateness) this.#time(bytes, at + 1, seenUs);
    }
  }

  /** A stamp that the network cut in two is not read: the mark still counts. */
  #time(bytes, stampAt, seenUs) {
    const stamp = bytes.toString('latin1', stampAt, stampAt + STAMP_DIGITS);
    const writtenUs = stamp.length === STAMP_DIGITS ? Number(stamp) : 0;
    if (writtenUs > 0) this.#onLateness(seenUs - writtenUs);
  }
}
