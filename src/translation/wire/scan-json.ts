/**
 * One pass over a JSON body before anything parses it: is it well-formed, is it within bounds, and where in the bytes
 * do its top-level members lie? A body that only passes through is never parsed at all: its members are read and
 * replaced in place, so that every other byte goes up as the caller wrote it.
 */
import { isUtf8 } from 'node:buffer';

import { InvalidRequestError } from '../../errors/gateway-error.js';
import { skipLongText } from './wasm-string-scanner.js';

export interface JsonLimits {
  /** Arrays and objects inside one another. */
  maxDepth: number;
  /** Values of all kinds, counted over the whole body: what parsing costs in memory. */
  maxValues: number;
  /** Digits of one number: long ones cost time out of proportion. */
  maxNumberLength: number;
  /** Bytes of white space outside strings, counted over the whole body: each is looked at by itself. */
  maxSpace: number;
}

/** Far above what clients send (a long agent session has some 20,000 values), far below what hurts. */
const JSON_LIMITS: JsonLimits = {
  maxDepth: 128,
  maxValues: 200_000,
  maxNumberLength: 400,
  maxSpace: 8 * 1024 * 1024,
};

/** Byte offsets of a member's value, `end` exclusive. */
export interface JsonSpan {
  start: number;
  end: number;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const KINDS = new Map<number, JsonKind>([
  [OPEN_BRACE, 'object'],
  [OPEN_BRACKET, 'array'],
  [QUOTE, 'string'],
  [0x74, 'boolean'],
  [0x66, 'boolean'],
  [0x6e, 'null'],
  ...Array.from('-0123456789', (digit): [number, JsonKind] => [digit.charCodeAt(0), 'number']),
]);

/** After a backslash: 1 where the escape ends there, 2 where four hex digits follow. */
const ESCAPES = new Uint8Array(256);
for (const letter of '"\\/bfnrt') ESCAPES[letter.charCodeAt(0)] = 1;
ESCAPES['u'.charCodeAt(0)] = 2;

const HEX_DIGITS = new Uint8Array(256);
for (const digit of '0123456789abcdefABCDEF') HEX_DIGITS[digit.charCodeAt(0)] = 1;

/** Bytes of a string that are looked at here; what is longer goes to the faster scanner, which takes a call to reach. */
const SHORT_STRING = 256;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERALS = ['true', 'false', 'null'];

/**
 * Checks a JSON text and finds the members of its top-level object, by name.
 *
 * @throws InvalidRequestError when the text is no valid UTF-8 JSON object, exceeds a limit, or names a top-level
 *   member twice (two readers could take different ones).
 */
export function scanJsonObject(bytes: Buffer, limits: JsonLimits = JSON_LIMITS): Map<string, JsonSpan> {
  const members = new Map<string, JsonSpan>();
  const cursor = new JsonCursor(bytes, limits);
  cursor.readDocument((name) => {
    if (members.has(name)) {
      throw new InvalidRequestError({ param: name, message: `The request body names "${name}" twice.` });
    }
    members.set(name, cursor.skipValue());
  });
  return members;
}

/**
 * Parses a JSON text after a look at what parsing would cost. The look does not check the grammar; the parser does.
 *
 * @throws InvalidRequestError when the text is no valid UTF-8 JSON, or exceeds a limit.
 */
export function parseJsonWithin(bytes: Buffer, limits: JsonLimits = JSON_LIMITS): unknown {
  if (!isUtf8(bytes)) throw malformed('it is not valid UTF-8');
  assertWithin(bytes, limits);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw malformed(describeSyntaxError(cause));
  }
}

/** Counts brackets, commas and white space outside strings, and digits in a row. */
function assertWithin(bytes: Buffer, limits: JsonLimits): void {
  let depth = 0;
  let values = 1;
  let digits = 0;
  let space = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) {
      if (++digits > limits.maxNumberLength)
        throw malformed(`the number at byte ${at - digits + 1} is too long`);
      continue;
    }
    digits = 0;
    if (byte === QUOTE) {
      at = endOfString(bytes, at + 1);
    } else if (byte === COMMA || byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (byte !== COMMA && ++depth > limits.maxDepth) throw tooDeep(limits);
      if (++values > limits.maxValues) throw tooMany(limits);
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--;
    } else if (byte <= SPACE && ++space > limits.maxSpace) {
      throw tooMuchSpace(limits);
    }
  }
}

/**
 * A valid JSON text without the insides of its long strings: of each the first 256 bytes stay, and of everything else
 * every byte. What has to be found among the names and short values of a large body is found in less.
 */
export function withoutLongText(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== QUOTE) continue;
    const start = at + 1;
    at = endOfString(bytes, start);
    if (at - start <= SHORT_STRING) continue;
    kept.push(bytes.subarray(from, start + SHORT_STRING));
    from = at;
  }
  return kept.length === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(from)]);
}

/** Where the closing quote stands; the end of the text when there is none. */
function endOfString(bytes: Buffer, at: number): number {
  const end = skipUncheckedText(bytes, at, Math.min(at + SHORT_STRING, bytes.length));
  return bytes[end] === QUOTE ? end : skipUncheckedText(bytes, skipLongText(bytes, end), bytes.length);
}

/** To the string's closing quote, or to `limit` or a byte behind it: an escape may lie across. */
function skipUncheckedText(bytes: Buffer, at: number, limit: number): number {
  while (at < limit && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, bytes.length);
}

/** The parser's word on where it stopped, without the piece of the text that it quotes: that may be a prompt. */
function describeSyntaxError(error: unknown): string {
  const position = /at position \d+/.exec(String(error))?.[0];
  return position === undefined
    ? 'it ends too early or has an unexpected character'
    : `unexpected character ${position}`;
}

/** The parsed value of one member. The span comes from `scanJsonObject`, so the text is known to be valid. */
export function parseJsonSpan(bytes: Buffer, span: JsonSpan): unknown {
  return JSON.parse(bytes.toString('utf8', span.start, span.end));
}

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** Walks a JSON text once, from front to back, checking every byte it passes. Visitors must consume one value each. */
export class JsonCursor {
  private at = 0;
  private values = 0;
  private space = 0;
  /** The closing bracket that each array or object inside `skipValue` waits for, outermost first. */
  private readonly closers: number[] = [];
  /** Arrays and objects around that, which a visitor reads. */
  private visited = 0;

  /** @throws InvalidRequestError when the bytes are not UTF-8. */
  constructor(
    private readonly bytes: Buffer,
    private readonly limits: JsonLimits = JSON_LIMITS,
  ) {
    if (!isUtf8(bytes)) throw malformed('it is not valid UTF-8');
  }

  /** Reads the whole text, which must be one object; `visitMember` is called at the start of each member's value. */
  readDocument(visitMember: (name: string) => void): void {
    this.skipSpace();
    if (this.bytes[this.at] !== OPEN_BRACE) throw malformed('it must be a JSON object');
    this.readObject(visitMember);
    this.skipSpace();
    if (this.at < this.bytes.length) throw this.unexpected();
  }

  /** What kind of value starts here. */
  kind(): JsonKind {
    const byte = this.bytes[this.at];
    const kind = KINDS.get(byte ?? 0);
    if (kind === undefined) throw this.unexpected();
    return kind;
  }

  /** Reads an object; only where `kind()` is one. */
  readObject(visitMember: (name: string) => void): void {
    if (!this.enter(CLOSE_BRACE)) return;
    do {
      this.skipSpace();
      visitMember(this.readName());
    } while (!this.closes(CLOSE_BRACE));
    this.visited--;
  }

  /** Reads an array; only where `kind()` is one. Returns the number of its elements. */
  readArray(visitElement: (index: number) => void): number {
    if (!this.enter(CLOSE_BRACKET)) return 0;
    let length = 0;
    do {
      this.skipSpace();
      visitElement(length++);
    } while (!this.closes(CLOSE_BRACKET));
    this.visited--;
    return length;
  }

  /** Reads a string; only where `kind()` is one. */
  readString(): string {
    const start = this.at;
    this.countValue();
    this.skipString();
    return this.textOf(start);
  }

  /** Skips one value of any kind and depth, without recursion: the caller decides how deep its body is. */
  skipValue(): JsonSpan {
    const start = this.at;
    const outerDepth = this.closers.length;
    do this.countValue();
    while (this.openContainer() || this.stepToNextValue(outerDepth));
    return { start, end: this.at };
  }

  /** Where the value lies that `read` consumes. */
  measure(read: () => void): JsonSpan {
    const start = this.at;
    read();
    return { start, end: this.at };
  }

  /** Steps over an opening bracket; false when the array or object is empty and therefore over. */
  private enter(closer: number): boolean {
    this.countValue();
    this.at++;
    this.skipSpace();
    if (this.bytes[this.at] === closer) {
      this.at++;
      return false;
    }
    this.visited++;
    return true;
  }

  /** Reads a member's name and its colon, and stops at its value. */
  private readName(): string {
    const start = this.at;
    this.skipString();
    const name = this.textOf(start);
    this.skipColon();
    return name;
  }

  /** The text of the string that lies between `start` and here, quotes included. */
  private textOf(start: number): string {
    const text = this.bytes.toString('utf8', start, this.at);
    return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
  }

  /** After a value: closes what ends here. False when nothing is left open above `outerDepth`. */
  private stepToNextValue(outerDepth: number): boolean {
    while (this.closers.length > outerDepth) {
      const closer = this.closers[this.closers.length - 1] as number;
      if (!this.closes(closer)) {
        this.skipSpace();
        if (closer === CLOSE_BRACE) this.skipMemberName();
        return true;
      }
      this.closers.pop();
    }
    return false;
  }

  /** Steps into an array or object that is not empty (true), or over any other value (false). */
  private openContainer(): boolean {
    const byte = this.bytes[this.at];
    if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) {
      this.skipScalar(byte);
      return false;
    }
    // In ASCII the closing bracket stands two places after the opening one.
    const closer = byte + 2;
    this.at++;
    this.skipSpace();
    if (this.bytes[this.at] === closer) {
      this.at++;
      return false;
    }
    this.closers.push(closer);
    if (this.visited + this.closers.length > this.limits.maxDepth) throw tooDeep(this.limits);
    if (closer === CLOSE_BRACE) this.skipMemberName();
    return true;
  }

  private skipMemberName(): void {
    this.skipString();
    this.skipColon();
  }

  private skipColon(): void {
    this.skipSpace();
    if (this.bytes[this.at] !== COLON) throw this.unexpected();
    this.at++;
    this.skipSpace();
  }

  /** After a value: over a comma (false) or over the closer (true). */
  private closes(closer: number): boolean {
    this.skipSpace();
    const byte = this.bytes[this.at];
    if (byte !== COMMA && byte !== closer) throw this.unexpected();
    this.at++;
    return byte === closer;
  }

  private skipScalar(byte: number | undefined): void {
    if (byte === QUOTE) this.skipString();
    else if (byte === 0x2d || (byte !== undefined && byte >= 0x30 && byte <= 0x39)) this.skipNumber();
    else this.skipLiteral();
  }

  private skipString(): void {
    const { bytes } = this;
    if (bytes[this.at] !== QUOTE) throw this.unexpected();
    const start = this.at + 1;
    let end = this.skipText(start, Math.min(start + SHORT_STRING, bytes.length));
    if (bytes[end] !== QUOTE) end = this.skipText(skipLongText(bytes, end), bytes.length);
    this.at = end;
    if (end === bytes.length) throw this.unexpected();
    this.at++;
  }

  /** To the string's closing quote, or to `limit` or a little behind it: an escape may lie across. */
  private skipText(at: number, limit: number): number {
    const { bytes } = this;
    while (at < limit) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) at = this.skipEscape(at);
      else if (byte < 0x20) throw malformed(`a string has a raw control character at byte ${at}`);
      else at++;
    }
    return at;
  }

  private skipEscape(at: number): number {
    const { bytes } = this;
    const kind = ESCAPES[bytes[at + 1] ?? 0];
    if (kind === 1) return at + 2;
    const isHex =
      kind === 2 &&
      HEX_DIGITS[bytes[at + 2] ?? 0] === 1 &&
      HEX_DIGITS[bytes[at + 3] ?? 0] === 1 &&
      HEX_DIGITS[bytes[at + 4] ?? 0] === 1 &&
      HEX_DIGITS[bytes[at + 5] ?? 0] === 1;
    if (!isHex) throw malformed(`a string has a wrong escape at byte ${at}`);
    return at + 6;
  }

  private skipNumber(): void {
    const start = this.at;
    while (isNumberByte(this.bytes[this.at])) this.at++;
    if (this.at - start > this.limits.maxNumberLength)
      throw malformed(`the number at byte ${start} is too long`);
    if (!NUMBER.test(this.bytes.toString('latin1', start, this.at)))
      throw malformed(`the number at byte ${start} is malformed`);
  }

  private skipLiteral(): void {
    for (const literal of LITERALS) {
      if (this.bytes.toString('latin1', this.at, this.at + literal.length) !== literal) continue;
      this.at += literal.length;
      return;
    }
    throw this.unexpected();
  }

  private skipSpace(): void {
    const { bytes, at: start } = this;
    let at = start;
    const limit = start + this.limits.maxSpace - this.space;
    for (;;) {
      const byte = bytes[at];
      if (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
      if (++at > limit) throw tooMuchSpace(this.limits);
    }
    this.space += at - start;
    this.at = at;
  }

  private countValue(): void {
    if (++this.values <= this.limits.maxValues) return;
    throw tooMany(this.limits);
  }

  private unexpected(): InvalidRequestError {
    if (this.at >= this.bytes.length) return malformed('it ends too early');
    return malformed(`unexpected character at byte ${this.at}`);
  }
}

function isNumberByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x45 ||
    byte === 0x65
  );
}

function malformed(reason: string): InvalidRequestError {
  return new InvalidRequestError({ message: `The request body is not valid JSON: ${reason}.` });
}

function tooDeep({ maxDepth }: JsonLimits): InvalidRequestError {
  return new InvalidRequestError({
    message: `The request body is nested more than ${maxDepth} levels deep.`,
  });
}

function tooMany({ maxValues }: JsonLimits): InvalidRequestError {
  return new InvalidRequestError({ message: `The request body has more than ${maxValues} values.` });
}

function tooMuchSpace({ maxSpace }: JsonLimits): InvalidRequestError {
  return new InvalidRequestError({
    message: `The request body has more than ${maxSpace} bytes of white space outside its strings.`,
  });
}
