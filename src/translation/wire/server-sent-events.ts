/**
 * Server-sent events as bytes. Text is held as latin1, one character a byte, so that a read that ends inside a
 * character needs no care and bytes that are only copied are neither decoded nor encoded. What is parsed is decoded
 * as UTF-8 then.
 */
import { isAscii, isUtf8 } from 'node:buffer';

import { UpstreamError } from '../../errors/gateway-error.js';

/** The largest single event that is taken in; Anthropic's largest are tool results of some megabytes. */
export const MAX_EVENT_BYTES = 32 * 1024 * 1024;

const CARRIAGE_RETURN = 0x0d;
/** How Anthropic writes events. */
const ONE_LINE_OF_DATA = /^\n?(?:event: [^\n]*\n)?data: ([^\n]*)\n*$/;

/**
 * Collects reads of any size and gives back whole events: text that ends in a blank line, with LF line ends.
 * The time it takes is linear in the bytes, however they are cut.
 */
export class ServerSentEventBuffer {
  private pending = '';
  private pendingLength = 0;
  private pendingEndsWithNewline = false;
  private lastIsCarriageReturn = false;

  /** Bytes of an event whose end has not arrived. */
  get incompleteLength(): number {
    return this.pendingLength;
  }

  /** The last read may have ended between CR and LF. */
  get endsWithCarriageReturn(): boolean {
    return this.lastIsCarriageReturn;
  }

  /**
   * Adds a read. Returns all events that are complete now as latin1 text (empty when there is none).
   *
   * @throws UpstreamError when an event exceeds `MAX_EVENT_BYTES`.
   */
  push(bytes: Buffer): string {
    const text = this.normaliseLineEnds(bytes);
    const end = this.endOfLastEvent(text);
    if (end === 0) {
      this.keep(text);
      return '';
    }
    const events = this.pending + text.slice(0, end);
    this.pending = '';
    this.pendingLength = 0;
    this.pendingEndsWithNewline = false;
    this.keep(text.slice(end));
    return events;
  }

  /** Where the last blank line of `text` ends; the first of its two LF may lie in what is pending. */
  private endOfLastEvent(text: string): number {
    const blankLine = text.lastIndexOf('\n\n');
    if (blankLine >= 0) return blankLine + 2;
    return this.pendingEndsWithNewline && text.startsWith('\n') ? 1 : 0;
  }

  private keep(text: string): void {
    if (text === '') return;
    this.pending += text;
    this.pendingLength += text.length;
    this.pendingEndsWithNewline = text.endsWith('\n');
    if (this.pendingLength > MAX_EVENT_BYTES) {
      throw new UpstreamError({ message: `Upstream sent an event of more than ${MAX_EVENT_BYTES} bytes.` });
    }
  }

  /** The specification allows CR, LF and CR LF; a JSON text never has a raw one inside a string. */
  private normaliseLineEnds(bytes: Buffer): string {
    let text = bytes.toString('latin1');
    if (this.lastIsCarriageReturn && text.startsWith('\n')) text = text.slice(1);
    if (bytes.length > 0) this.lastIsCarriageReturn = bytes[bytes.length - 1] === CARRIAGE_RETURN;
    return bytes.includes(CARRIAGE_RETURN) ? text.replace(/\r\n?/g, '\n') : text;
  }
}

/**
 * The `data` of each event in text from `ServerSentEventBuffer`, as latin1; events without data are left out.
 */
export function dataOfEvents(events: string): string[] {
  const all: string[] = [];
  for (let at = 0; at < events.length;) {
    const end = events.indexOf('\n\n', at);
    const data = dataOfEvent(events.slice(at, end));
    if (data !== '') all.push(data);
    at = end + 2;
  }
  return all;
}

/** The `data` lines of one event, joined by LF; empty when it has none. */
export function dataOfEvent(event: string): string {
  const onlyLine = ONE_LINE_OF_DATA.exec(event)?.[1];
  if (onlyLine !== undefined) return onlyLine;
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  return lines.map((line) => (line.startsWith('data: ') ? line.slice(6) : line.slice(5))).join('\n');
}

/**
 * The JSON value in an event's data.
 *
 * @throws UpstreamError when it is no JSON or no UTF-8.
 */
export function parseEventData(data: string): unknown {
  const text = latin1ToText(data);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UpstreamError({ message: 'Upstream sent an event that is not valid JSON.', cause });
  }
}

/**
 * The text whose UTF-8 bytes the latin1 characters are.
 *
 * @throws UpstreamError when they are no valid UTF-8.
 */
function latin1ToText(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  if (isAscii(bytes)) return latin1;
  assertUtf8(bytes);
  return bytes.toString('utf8');
}

/** @throws UpstreamError when upstream's bytes are no valid UTF-8. */
export function assertUtf8(bytes: Uint8Array): void {
  if (!isUtf8(bytes)) throw new UpstreamError({ message: 'Upstream sent an event that is not valid UTF-8.' });
}

/** The UTF-8 bytes of a text, one latin1 character each. */
function textToLatin1(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length === text.length ? text : bytes.toString('latin1');
}

/** One `data` frame as latin1, ready to be written. */
export function encodeDataFrame(value: unknown): string {
  return `data: ${textToLatin1(JSON.stringify(value))}\n\n`;
}

/** One named frame, as Anthropic's API writes them, as latin1. */
export function encodeNamedFrame(name: string, value: unknown): string {
  return `event: ${name}\n${encodeDataFrame(value)}`;
}
