/**
 * A Messages request that passes through. It is checked in one walk over its bytes and never parsed as a whole; what
 * has to change (the model's name, the system prompt) is replaced in place, and every other byte stays the caller's.
 */
import { InvalidRequestError } from '../../errors/gateway-error.js';
import type { SystemPrompt } from '../wire/anthropic-messages.js';
import { JsonCursor, type JsonKind, type JsonSpan, parseJsonSpan } from '../wire/scan-json.js';

export interface MessagesBodyChanges {
  model?: string;
  system?: SystemPrompt;
}

/** The kinds of value that Anthropic takes for the members that it documents; others pass unseen. */
const MEMBER_KINDS: Record<string, readonly JsonKind[]> = {
  model: ['string'],
  messages: ['array'],
  max_tokens: ['number'],
  system: ['string', 'array'],
  stream: ['boolean'],
  metadata: ['object', 'null'],
  tools: ['array'],
  tool_choice: ['object'],
  stop_sequences: ['array', 'null'],
  temperature: ['number', 'null'],
  top_p: ['number', 'null'],
  top_k: ['number', 'null'],
  thinking: ['object', 'null'],
  mcp_servers: ['array'],
  service_tier: ['string', 'null'],
};

/** Where requests go is the gateway's affair: a caller who could choose would be sent the gateway's credential. */
const REFUSED_MEMBERS = new Set(['api_base', 'base_url', 'api_key']);

/** Anthropic documents some thirty; each costs a place in a table. */
const MOST_MEMBERS = 1000;

const ROLES = new Set(['user', 'assistant', 'system']);

export class MessagesBody {
  readonly model: string;
  readonly isStream: boolean;

  private constructor(
    /** As they came from the caller. */
    readonly bytes: Buffer,
    private readonly members: ReadonlyMap<string, JsonSpan>,
    private readonly firstMessage: JsonSpan,
  ) {
    this.require('model');
    this.model = this.parse('model') as string;
    this.isStream = this.parse('stream') === true;
  }

  /**
   * Checks a body. `needsMaxTokens` is false for token counting.
   *
   * @throws InvalidRequestError that names the member at fault.
   */
  static read(bytes: Buffer, { needsMaxTokens }: { needsMaxTokens: boolean }): MessagesBody {
    const { members, firstMessage } = checkMembers(bytes);
    const body = new MessagesBody(bytes, members, firstMessage);
    if (body.model === '') throw invalid('model', '"model" must not be empty.');
    body.require('messages');
    if (needsMaxTokens || body.members.has('max_tokens')) body.requireTokenCount('max_tokens');
    return body;
  }

  /** Parses the system prompt, anew each time. What its blocks hold is the caller's word. */
  readSystem(): SystemPrompt | undefined {
    return this.parse('system') as SystemPrompt | undefined;
  }

  /** The answer's limit in tokens; absent where none is needed. */
  get maxTokens(): number | undefined {
    return this.parse('max_tokens') as number | undefined;
  }

  /** `metadata.user_id`, which Claude Code fills with the session's id among others. */
  get userId(): string | undefined {
    const metadata = this.parse('metadata') as { user_id?: unknown } | null | undefined;
    return typeof metadata?.user_id === 'string' ? metadata.user_id : undefined;
  }

  /** System prompt, tools and first message: what all requests of one conversation begin with. Parsed anew each time. */
  readStart(): unknown[] {
    return [this.parse('system'), this.parse('tools'), parseJsonSpan(this.bytes, this.firstMessage)];
  }

  /** The bytes to send up: the caller's own when nothing changes. */
  withChanges(changes: MessagesBodyChanges): Buffer {
    const edits = (Object.keys(changes) as (keyof MessagesBodyChanges)[])
      .filter((name) => changes[name] !== undefined)
      .map((name) => this.editOf(name, JSON.stringify(changes[name])));
    return edits.length === 0 ? this.bytes : splice(this.bytes, edits);
  }

  private editOf(name: string, value: string): Edit {
    const span = this.members.get(name);
    if (span !== undefined) return { ...span, text: value };
    // `model` is always there, so the new member can stand before the first one.
    const start = this.bytes.indexOf('{') + 1;
    return { start, end: start, text: `${JSON.stringify(name)}:${value},` };
  }

  private parse(name: string): unknown {
    const span = this.members.get(name);
    return span === undefined ? undefined : parseJsonSpan(this.bytes, span);
  }

  private require(name: string): void {
    if (!this.members.has(name)) throw invalid(name, `"${name}" is required.`);
  }

  /** 0 is a count too: upstream then only fills its prompt cache. */
  private requireTokenCount(name: string): void {
    this.require(name);
    const value = this.parse(name) as number;
    if (!Number.isSafeInteger(value) || value < 0) throw invalid(name, `"${name}" must be a whole number.`);
  }
}

interface CheckedMembers {
  members: Map<string, JsonSpan>;
  /** Empty when there are no messages. */
  firstMessage: JsonSpan;
}

function checkMembers(bytes: Buffer): CheckedMembers {
  const members = new Map<string, JsonSpan>();
  const firstMessage = { start: 0, end: 0 };
  const cursor = new JsonCursor(bytes);
  cursor.readDocument((name) => {
    if (members.has(name)) throw invalid(name, `The request body names "${name}" twice.`);
    if (members.size >= MOST_MEMBERS) throw tooManyMembers();
    if (REFUSED_MEMBERS.has(name)) throw invalid(name, `"${name}" cannot be set by a request.`);
    const kinds = Object.hasOwn(MEMBER_KINDS, name) ? MEMBER_KINDS[name] : undefined;
    if (kinds !== undefined) requireKind(cursor, name, kinds);
    members.set(
      name,
      cursor.measure(() => checkMember(cursor, name, firstMessage)),
    );
  });
  return { members, firstMessage };
}

function checkMember(cursor: JsonCursor, name: string, firstMessage: JsonSpan): void {
  if (name === 'messages') Object.assign(firstMessage, checkMessages(cursor));
  else if (name === 'system') checkContent(cursor, name);
  else cursor.skipValue();
}

/** Returns where the first message lies. */
function checkMessages(cursor: JsonCursor): JsonSpan {
  let first: JsonSpan | undefined;
  cursor.readArray((index) => {
    if (index === 0) first = cursor.measure(() => checkMessage(cursor, 'messages[0]'));
    else checkMessage(cursor, `messages[${index}]`);
  });
  if (first === undefined) throw invalid('messages', '"messages" must have at least one message.');
  return first;
}

function checkMessage(cursor: JsonCursor, path: string): void {
  requireKind(cursor, path, ['object']);
  let role: string | undefined;
  let hasContent = false;
  cursor.readObject((name) => {
    if (name === 'role') role = readRole(cursor, `${path}.role`);
    else if (name === 'content') hasContent = checkContent(cursor, `${path}.content`);
    else cursor.skipValue();
  });
  if (role === undefined) throw invalid(`${path}.role`, 'A message needs a role.');
  if (!hasContent && role !== 'system') throw invalid(`${path}.content`, 'A message needs content.');
}

function readRole(cursor: JsonCursor, path: string): string {
  requireKind(cursor, path, ['string']);
  const role = cursor.readString();
  if (!ROLES.has(role)) throw invalid(path, 'The role must be "user" or "assistant".');
  return role;
}

function checkContent(cursor: JsonCursor, path: string): boolean {
  requireKind(cursor, path, ['string', 'array']);
  if (cursor.kind() === 'string') cursor.skipValue();
  else cursor.readArray((index) => checkBlock(cursor, `${path}[${index}]`));
  return true;
}

function checkBlock(cursor: JsonCursor, path: string): void {
  requireKind(cursor, path, ['object']);
  let hasType = false;
  cursor.readObject((name) => {
    if (name === 'type') {
      requireKind(cursor, `${path}.type`, ['string']);
      hasType = true;
    }
    cursor.skipValue();
  });
  if (!hasType) throw invalid(`${path}.type`, 'A content block needs a type.');
}

function requireKind(cursor: JsonCursor, path: string, allowed: readonly JsonKind[]): void {
  const kind = cursor.kind();
  if (allowed.includes(kind)) return;
  throw invalid(path, `"${path}" must be of type ${allowed.join(' or ')}, not ${kind}.`);
}

function tooManyMembers(): InvalidRequestError {
  return new InvalidRequestError({ message: `The request body has more than ${MOST_MEMBERS} members.` });
}

function invalid(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError({ param, message });
}

interface Edit extends JsonSpan {
  text: string;
}

function splice(bytes: Buffer, edits: Edit[]): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { start, end, text } of edits.sort((one, other) => one.start - other.start)) {
    pieces.push(bytes.subarray(at, start), Buffer.from(text));
    at = end;
  }
  return Buffer.concat([...pieces, bytes.subarray(at)]);
}
