import { MARK, UNTIMED_STAMP } from './mark.mjs';

/** Pieces of text as they stand inside a JSON string: plain words, escapes and a character of two bytes. */
const PIECES = [
  ' a toll is',
  ' paid once,\\n',
  ' in a caf\u00e9 by',
  ' the \\"old\\"',
  ' gate, and',
  ' then all pass',
];
const LONG_TEXT = MARK + UNTIMED_STAMP + PIECES.join('').repeat(8);

const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const STREAM_HEAD = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n' +
    'request-id: req_bench\r\ntransfer-encoding: chunked\r\n\r\n',
);

/** Complete bytes of the answer to a call that does not stream. */
export const messageAnswer = jsonAnswer('200 OK', {
  ...messageShell([{ type: 'text', text: JSON.parse(`"${LONG_TEXT}"`) }], 150),
  stop_reason: 'end_turn',
});

/** Complete bytes of the answer to any path that the mock does not know. */
export const notFoundAnswer = jsonAnswer('404 Not Found', {
  type: 'error',
  error: { type: 'not_found_error', message: 'The mock upstream only knows POST /v1/messages.' },
});

/** HTTP head and the events before the first text, in one write. */
export const streamStart = Buffer.concat([
  STREAM_HEAD,
  chunk(
    event({ type: 'message_start', message: messageShell([], 1) }) +
      event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }) +
      'event: ping\ndata: {"type": "ping"}\n\n',
  ),
]);

/** The events after the last text and the end of the HTTP body, in one write. */
export const streamEnd = Buffer.concat([
  chunk(
    event({ type: 'content_block_stop', index: 0 }) +
      event({
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: usage(150),
      }) +
      event({ type: 'message_stop' }),
  ),
  LAST_CHUNK,
]);

/** For each piece of text the bytes (as latin1) before and after the stamp of its mark. */
const TEXT_CHUNKS = PIECES.map((piece) => {
  const data = `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${MARK}${UNTIMED_STAMP}${piece}"}}`;
  const bytes = chunk(`event: content_block_delta\ndata: ${data}\n\n`).toString('latin1');
  const [before, after] = bytes.split(UNTIMED_STAMP);
  return { before, after };
});

/**
 * One text event with the given stamp, framed for a chunked body; to be written as latin1.
 * @param {number} index position in the stream
 * @param {string} stamp
 * @returns {string}
 */
export function textChunk(index, stamp) {
  const { before, after } = TEXT_CHUNKS[index % TEXT_CHUNKS.length];
  return before + stamp + after;
}

/**
 * A whole stream with unstamped marks, for answers that go out in one write.
 * @param {number} chunks how many text events
 * @returns {Buffer}
 */
export function wholeStream(chunks) {
  const texts = Array.from({ length: chunks }, (_, index) => textChunk(index, UNTIMED_STAMP));
  return Buffer.concat([streamStart, Buffer.from(texts.join(''), 'latin1'), streamEnd]);
}

function messageShell(content, outputTokens) {
  return {
    id: 'msg_01TollgateBenchAnswer001',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5-20250929',
    content,
    stop_reason: null,
    stop_sequence: null,
    usage: usage(outputTokens),
  };
}

function usage(outputTokens) {
  return {
    input_tokens: 412,
    cache_creation_input_tokens: 128,
    cache_read_input_tokens: 2048,
    cache_creation: { ephemeral_5m_input_tokens: 128, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    service_tier: 'standard',
  };
}

function event(payload) {
  return `event: ${payload.type}\ndata: ${JSON.stringify(payload)}\n\n`;
}

function chunk(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

function jsonAnswer(status, body) {
  const bytes = Buffer.from(JSON.stringify(body));
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\nrequest-id: req_bench\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}
