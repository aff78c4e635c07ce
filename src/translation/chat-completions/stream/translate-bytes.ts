/**
 * Upstream's bytes → frames for an OpenAI client, as bytes. The hot event of a stream is a delta of text, thinking or
 * tool arguments: its JSON string is copied, still escaped, between a prefix and a suffix made once per block. Every
 * other event, and every delta in an unusual spelling, takes the way through `translateEvent`.
 */
import { isAscii } from 'node:buffer';

import type { ReplyContext } from '../reply-context.js';
import type { ChatCompletionChunk, ChatCompletionDelta } from '../../wire/openai-chat.js';
import {
  assertUtf8,
  dataOfEvent,
  dataOfEvents,
  encodeDataFrame,
  parseEventData,
  ServerSentEventBuffer,
} from '../../wire/server-sent-events.js';
import { chunkOf } from './chunk-of.js';
import {
  createStreamState,
  noteArguments,
  noteThinking,
  type OpenBlock,
  type StreamState,
} from './stream-state.js';
import { translateEvent } from './translate-event.js';

/** What turns reads of upstream's stream into answers of one kind. */
export interface ChatStreamTranslator<Output> {
  readonly state: StreamState;
  /** What the events give that are complete with this read; undefined when that is nothing. */
  push(bytes: Buffer): Output | undefined;
}

const DELTA_EVENT = 'event: content_block_delta\ndata: {"type":"content_block_delta","index":';
const DELTA = ',"delta":{"type":"';
const DONE_FRAME = 'data: [DONE]\n\n';

/** How a delta of each kind begins after its index, and the open blocks from which it may be copied. */
const COPIED_DELTAS: { opening: string; blockKinds: OpenBlock['kind'][] }[] = [
  { opening: `${DELTA}text_delta","text":"`, blockKinds: ['text'] },
  { opening: `${DELTA}input_json_delta","partial_json":"`, blockKinds: ['tool', 'answer-tool'] },
  { opening: `${DELTA}thinking_delta","thinking":"`, blockKinds: ['thinking'] },
];

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const SIMPLE_ESCAPES = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));
const UNICODE_ESCAPE = /u[0-9a-fA-F]{4}/y;

/** Translates to chunks as objects, for callers within the process. */
export class ChatCompletionChunks implements ChatStreamTranslator<ChatCompletionChunk[]> {
  readonly state: StreamState;
  private readonly buffer = new ServerSentEventBuffer();

  constructor(reply: ReplyContext) {
    this.state = createStreamState(reply);
  }

  push(bytes: Buffer): ChatCompletionChunk[] | undefined {
    const chunks: ChatCompletionChunk[] = [];
    const events = this.buffer.push(bytes);
    this.state.delivered.addEvents(events);
    for (const data of dataOfEvents(events)) {
      const chunk = this.state.isComplete ? undefined : translateEvent(this.state, parseEventData(data));
      if (chunk !== undefined) chunks.push(chunk);
    }
    return chunks.length === 0 ? undefined : chunks;
  }
}

/** Translates to the frames of an HTTP answer: latin1 text, one character a byte, `[DONE]` after the last. */
export class ChatCompletionFrames implements ChatStreamTranslator<string> {
  readonly state: StreamState;
  private readonly buffer = new ServerSentEventBuffer();
  private hasNonAscii = false;
  private envelope: Envelope | undefined;
  /** Where the event ends that was copied last. */
  private copiedTo = 0;

  constructor(reply: ReplyContext) {
    this.state = createStreamState(reply);
  }

  push(bytes: Buffer): string | undefined {
    if (!isAscii(bytes)) this.hasNonAscii = true;
    const events = this.buffer.push(bytes);
    // Copied strings are never decoded, so this is where broken characters are noticed.
    if (this.hasNonAscii) assertUtf8(Buffer.from(events, 'latin1'));
    const frames = this.translate(events);
    return frames === '' ? undefined : frames;
  }

  private translate(events: string): string {
    let frames = '';
    for (let at = 0; at < events.length && !this.state.isComplete;) {
      const frame = this.copyDelta(events, at);
      if (frame !== undefined) {
        frames += frame;
        at = this.copiedTo;
        continue;
      }
      const end = events.indexOf('\n\n', at);
      frames += this.translateOther(events.slice(at, end + 2));
      at = end + 2;
    }
    return frames;
  }

  private translateOther(event: string): string {
    this.state.delivered.addEvents(event);
    const data = dataOfEvent(event);
    const chunk = data === '' ? undefined : translateEvent(this.state, parseEventData(data));
    const frame = chunk === undefined ? '' : encodeDataFrame(chunk);
    return this.state.isComplete ? frame + DONE_FRAME : frame;
  }

  /** The frame for a delta in its usual spelling; undefined when the event has to be parsed. */
  private copyDelta(events: string, at: number): string | undefined {
    if (!events.startsWith(DELTA_EVENT, at)) return undefined;
    const indexStart = at + DELTA_EVENT.length;
    const indexEnd = skipDigits(events, indexStart);
    const envelope = this.envelopeFor(Number(events.slice(indexStart, indexEnd)));
    if (envelope === undefined || !events.startsWith(envelope.opening, indexEnd)) return undefined;
    const start = indexEnd + envelope.opening.length;
    const end = endOfJsonString(events, start);
    const eventEnd = end > start ? endOfDelta(events, end + 1) : -1;
    if (eventEnd < 0) return undefined;
    const text = events.slice(start, end);
    note(envelope.block, text);
    this.state.delivered.addDelta(text.length);
    this.copiedTo = eventEnd;
    return envelope.prefix + text + envelope.suffix;
  }

  /** Blocks come one after the other, so the last envelope nearly always fits. */
  private envelopeFor(index: number): Envelope | undefined {
    const block = this.state.blocks.get(index);
    if (block === undefined) return undefined;
    if (this.envelope?.block !== block) this.envelope = makeEnvelope(this.state, block);
    return this.envelope;
  }
}

/** What stands around the copied string in each frame of a block, and how its deltas begin. */
interface Envelope {
  block: OpenBlock;
  opening: string;
  prefix: string;
  suffix: string;
}

function makeEnvelope(state: StreamState, block: OpenBlock): Envelope | undefined {
  const copied = COPIED_DELTAS.find(({ blockKinds }) => blockKinds.includes(block.kind));
  if (copied === undefined) return undefined;
  const mark = '"-"';
  const frame = encodeDataFrame(chunkOf(state, deltaOf(block, '-')));
  // Nothing after the delta can hold the mark, whatever the model is called.
  const at = frame.lastIndexOf(mark);
  return {
    block,
    opening: copied.opening,
    prefix: frame.slice(0, at + 1),
    suffix: frame.slice(at + mark.length - 1),
  };
}

function deltaOf(block: OpenBlock, text: string): ChatCompletionDelta {
  if (block.kind === 'thinking') return { reasoning_content: text };
  if (block.kind !== 'tool') return { content: text };
  return { tool_calls: [{ index: block.toolIndex, function: { arguments: text } }] };
}

/** Keeps the state as `translateEvent` would have; `text` is still escaped. */
function note(block: OpenBlock, text: string): void {
  if (block.kind === 'thinking') noteThinking(block, parseEventData(`"${text}"`) as string);
  else if (block.kind === 'tool' || block.kind === 'answer-tool') noteArguments(block);
}

function skipDigits(text: string, at: number): number {
  let end = at;
  for (let code = text.charCodeAt(end); code >= 0x30 && code <= 0x39;) code = text.charCodeAt(++end);
  return end;
}

/** Where the closing quote of a JSON string stands whose text starts at `at`; -1 when it is not well-formed. */
function endOfJsonString(text: string, at: number): number {
  for (let end = at; ;) {
    const code = text.charCodeAt(end);
    if (code === QUOTE) return end;
    // The end of the text gives NaN, which fails this too.
    if (!(code >= SPACE)) return -1;
    end = code === BACKSLASH ? endOfEscape(text, end) : end + 1;
    if (end < 0) return -1;
  }
}

function endOfEscape(text: string, backslash: number): number {
  if (SIMPLE_ESCAPES.has(text.charCodeAt(backslash + 1))) return backslash + 2;
  UNICODE_ESCAPE.lastIndex = backslash + 1;
  return UNICODE_ESCAPE.test(text) ? backslash + 6 : -1;
}

/** Where an event ends of which only two braces, padding and the blank line may be left; -1 when there is more. */
function endOfDelta(text: string, at: number): number {
  if (text.charCodeAt(at) !== CLOSE_BRACE) return -1;
  let end = at + 1;
  while (text.charCodeAt(end) === SPACE) end++;
  if (text.charCodeAt(end) !== CLOSE_BRACE) return -1;
  return text.charCodeAt(end + 1) === NEWLINE && text.charCodeAt(end + 2) === NEWLINE ? end + 3 : -1;
}
