const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';
const STREAM_KEY = '"stream":';
/** Enough of a body's past to see the stream flag, or the last chunk, across two reads. */
const SEAM_BYTES = 24;

/**
 * Cuts the bytes of one connection into HTTP/1.1 requests and calls back with the path of each and whether its
 * body asks for a stream. Parses no JSON. Takes bodies with a length and chunked ones (those unpipelined).
 */
export class RequestReader {
  #onRequest;
  #unreadHead = null;
  #path = null;
  #bytesLeft = 0;
  #isChunked = false;
  #isStream = false;
  #seam = '';

  /** @param {(request: { path: string, isStream: boolean }) => void} onRequest */
  constructor(onRequest) {
    this.#onRequest = onRequest;
  }

  /** @param {Buffer} bytes */
  push(bytes) {
    let rest = bytes;
    while (rest !== null && rest.length > 0)
      rest = this.#path === null ? this.#readHead(rest) : this.#readBody(rest);
  }

  #readHead(bytes) {
    const known = this.#unreadHead ? Buffer.concat([this.#unreadHead, bytes]) : bytes;
    const end = known.indexOf(HEAD_END);
    this.#unreadHead = end < 0 ? known : null;
    if (end < 0) return null;
    this.#startRequest(known.toString('latin1', 0, end));
    const rest = known.subarray(end + HEAD_END.length);
    return this.#isChunked || this.#bytesLeft > 0 ? rest : this.#finishRequest(rest);
  }

  #startRequest(head) {
    this.#path = head.slice(head.indexOf(' ') + 1, head.indexOf(' HTTP/')).split('?')[0];
    this.#bytesLeft = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    this.#isChunked = /\r\ntransfer-encoding: *chunked/i.test(head);
    this.#isStream = false;
    this.#seam = '';
  }

  #readBody(bytes) {
    const own = this.#isChunked ? bytes : bytes.subarray(0, this.#bytesLeft);
    this.#lookForStreamFlag(own);
    this.#bytesLeft -= own.length;
    const isWhole = this.#isChunked ? this.#seam.endsWith(LAST_CHUNK) : this.#bytesLeft === 0;
    return isWhole ? this.#finishRequest(bytes.subarray(own.length)) : null;
  }

  #lookForStreamFlag(bytes) {
    const seam = this.#seam + bytes.toString('latin1', 0, SEAM_BYTES);
    this.#isStream ||= /"stream":\s*true/.test(seam) || hasStreamFlag(bytes);
    this.#seam = (this.#seam + bytes.toString('latin1', Math.max(0, bytes.length - SEAM_BYTES))).slice(
      -SEAM_BYTES,
    );
  }

  #finishRequest(rest) {
    const request = { path: this.#path, isStream: this.#isStream };
    this.#path = null;
    this.#onRequest(request);
    return rest;
  }
}

function hasStreamFlag(bytes) {
  const at = bytes.indexOf(STREAM_KEY);
  if (at < 0) return false;
  const valueAt = at + STREAM_KEY.length;
  return bytes
    .toString('latin1', valueAt, valueAt + 6)
    .trimStart()
    .startsWith('true');
}
