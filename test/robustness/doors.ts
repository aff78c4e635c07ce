import { type HttpAnswer, post } from './http-call.js';

/** One of the ways in: an API, streamed or not. */
export interface Door {
  name: string;
  path: string;
  isStream: boolean;
}

const CHAT = '/v1/chat/completions';
const MESSAGES = '/v1/messages';

export const WHOLE_DOORS: readonly Door[] = [
  { name: 'chat', path: CHAT, isStream: false },
  { name: 'messages', path: MESSAGES, isStream: false },
];

export const STREAM_DOORS: readonly Door[] = [
  { name: 'chat, streamed', path: CHAT, isStream: true },
  { name: 'messages, streamed', path: MESSAGES, isStream: true },
];

/** How a call ended for its caller. */
export type Ending =
  /** A whole answer, or a stream with its proper end. */
  | 'answer'
  /** A stream that ends in an error frame. */
  | 'error frame'
  /** An error of that status in the door's envelope. */
  | number
  /** Anything else. */
  | 'broken';

/** The body of a short call, with `more` in it. */
export function bodyFor({ isStream }: Door, more: object = {}): object {
  const messages = [{ role: 'user', content: 'Hi' }];
  return {
    model: 'claude-sonnet-4-5',
    max_tokens: 50,
    messages,
    ...(isStream ? { stream: true } : {}),
    ...more,
  };
}

export interface Call {
  ending: Ending;
  answer: HttpAnswer;
  tookMs: number;
}

/** Makes a short call, with `more` in its body, and says how it ended. */
export async function callThrough(
  door: Door,
  port: number,
  headers: Record<string, string> = {},
  more: object = {},
): Promise<Call> {
  const startedAt = performance.now();
  const answer = await post({ port, path: door.path, body: bodyFor(door, more), headers });
  return { ending: endingOf(door, answer), answer, tookMs: performance.now() - startedAt };
}

/** How an answer ended. */
export function endingOf(door: Door, { status, text }: Pick<HttpAnswer, 'status' | 'text'>): Ending {
  if (status !== 200) return hasEnvelope(door, text) ? status : 'broken';
  if (door.isStream) return endingOfStream(door, text);
  const answer = parse(text);
  return 'choices' in answer || ('type' in answer && answer.type === 'message') ? 'answer' : 'broken';
}

/** An error ends a stream: nothing may follow it, least of all a proper end. */
function endingOfStream(door: Door, text: string): Ending {
  const isChat = door.path === CHAT;
  const frames = text.split(/\r?\n\r?\n/).filter((frame) => frame.trim() !== '');
  const last = frames.at(-1) ?? '';
  const hasEnd = isChat ? text.includes('data: [DONE]') : text.includes('"message_stop"');
  const data = /^data: (.*)$/m.exec(last)?.[1] ?? '';
  if (hasEnvelope(door, data)) return hasEnd ? 'broken' : 'error frame';
  return hasEnd && !text.includes('"error"') ? 'answer' : 'broken';
}

function hasEnvelope({ path }: Door, text: string): boolean {
  const { type, error } = parse(text) as { type?: unknown; error?: Record<string, unknown> };
  const hasError = typeof error?.type === 'string' && typeof error.message === 'string';
  return hasError && (path === CHAT ? 'param' in error && 'code' in error : type === 'error');
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}
