import type { Settings } from './settings.js';

export type JsonObject = Record<string, unknown>;

/** A part of an answer. What models write is only ever shown as text. */
export type AnswerBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string; signature: string }
  | { type: 'redacted_thinking'; data: string }
  /** `json`: the input as it comes in, complete or not. */
  | { type: 'tool_call'; id: string; name: string; json: string }
  /** What only one of the APIs knows, such as the results of a web search: sent back as it came. */
  | { type: 'other'; raw: JsonObject; json: string };

export type ToolCall = Extract<AnswerBlock, { type: 'tool_call' }>;

/** A picture that is said with a message. */
export interface Picture {
  id: string;
  name: string;
  mediaType: string;
  base64: string;
}

export interface ToolResult {
  callId: string;
  toolName: string;
  text: string;
  isError: boolean;
}

/** What somebody is about to say. */
export interface Draft {
  text: string;
  pictures: readonly Picture[];
  /** One for each tool call of the answer before. */
  results: readonly ToolResult[];
}

export interface Question extends Draft {
  kind: 'question';
  id: string;
}

/** Tokens in buckets that do not overlap. */
export interface TokenCounts {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  /** The part of the output that was thought. */
  thinking: number;
}

/** What the headers of an answer say. */
export interface AnswerHead {
  status: number;
  requestId: string | undefined;
  provider: string | undefined;
  deployment: string | undefined;
  attempts: string | undefined;
  overheadMs: number | undefined;
  /** Dollars; streams do not know them yet. */
  costUsd: number | undefined;
  droppedParams: string | undefined;
}

/** Why there is no answer, or no whole one, in the gateway's words. */
export interface Failure {
  message: string;
  status?: number;
  type?: string;
  code?: string;
  param?: string;
  requestId?: string;
  retryAfterSeconds?: number;
}

/** What a model has said so far. */
export interface Saying {
  blocks: readonly AnswerBlock[];
  tokens?: TokenCounts;
  /** In the words of the API that was called; with it the answer is whole. */
  stopReason?: string;
}

/** What was sent. */
export interface SentRequest {
  path: string;
  body: JsonObject;
  settings: Settings;
}

export interface Answer extends Saying {
  kind: 'answer';
  id: string;
  state: 'waiting' | 'writing' | 'whole' | 'stopped' | 'failed';
  request: SentRequest;
  head?: AnswerHead;
  failure?: Failure;
  /** As this page has seen them, from when it was sent. */
  firstTokenMs?: number;
  durationMs?: number;
}

export type Turn = Question | Answer;

export const NOTHING_SAID: Draft = { text: '', pictures: [], results: [] };

/** The tool calls that an answer waits for. */
export function openToolCalls(turn: Turn | undefined): ToolCall[] {
  if (turn?.kind !== 'answer' || turn.state !== 'whole') return [];
  return turn.blocks.filter(
    (block): block is ToolCall => block.type === 'tool_call' && inputOf(block) !== undefined,
  );
}

/** The input of a tool call; undefined when it is not complete. */
export function inputOf({ json }: { json: string }): JsonObject | undefined {
  if (json.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(json);
    return typeof input === 'object' && input !== null && !Array.isArray(input)
      ? (input as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The text of an answer, without what was thought and called. */
export function textOf({ blocks }: Saying): string {
  return blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
}
