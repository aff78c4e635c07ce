import type { JsonObject, ProviderSpecificFields } from '../../wire/openai-chat.js';
import { DeliveredOutput } from '../../delivered-output.js';
import type { ReplyContext } from '../reply-context.js';
import type { UsageReading } from '../response/convert-usage.js';
import { countsOutput, mergeDeltaUsage, readUsage } from '../response/convert-usage.js';
import { completionId } from '../response/translate-response.js';

interface TextBlock {
  kind: 'text';
}

/** Text while a JSON answer by tool is awaited: it becomes the content only when that answer never comes. */
interface HeldTextBlock {
  kind: 'held-text';
}

export interface ThinkingBlockInProgress {
  kind: 'thinking';
  /** The block as its start gave it. */
  start: JsonObject;
  /** All thinking so far, which goes out again beside the signature. */
  thinking: string;
  /** The signature went out; there is nothing left to send when the block ends. */
  isSigned: boolean;
}

export interface ToolBlock {
  kind: 'tool';
  start: JsonObject;
  /** Counts tool calls from 0; not the index of the block. */
  toolIndex: number;
  hasArguments: boolean;
}

/** The forced tool whose arguments are the content. */
export interface AnswerToolBlock {
  kind: 'answer-tool';
  start: JsonObject;
  hasArguments: boolean;
}

export interface ServerToolBlock {
  kind: 'server-tool';
  start: JsonObject;
  /** The arguments so far, as JSON text. */
  argumentsText: string;
}

/** A block that OpenAI's format has no place for, as it is known so far. */
interface OtherBlock {
  kind: 'other';
  block: JsonObject;
}

export type OpenBlock =
  | TextBlock
  | HeldTextBlock
  | ThinkingBlockInProgress
  | ToolBlock
  | AnswerToolBlock
  | ServerToolBlock
  | OtherBlock;

/** What is known of a stream between two of its events. The one thing here that is changed in place. */
export interface StreamState {
  readonly reply: ReplyContext;
  /** `chatcmpl-` and the message's id, from `message_start` on. */
  id: string;
  hasStarted: boolean;
  /** The content blocks that have begun and not ended, by upstream's index. */
  readonly blocks: Map<number, OpenBlock>;
  toolCallCount: number;
  /** The answer tool was called: its arguments are the content. */
  hasAnswered: boolean;
  heldText: string;
  stopReason: string | null;
  /** The finish chunk went out. */
  hasFinished: boolean;
  /** `message_stop` came: the stream is whole. Without it the stream must end with an error, never with `[DONE]`. */
  isComplete: boolean;
  /** In upstream's shape; `usageOf` reads it. */
  usage: JsonObject;
  readonly delivered: DeliveredOutput;
  /** The message's own fields (container, stop_details, …) for the finish chunk. */
  messageFields: ProviderSpecificFields;
}

/** The state of a stream before its first event. */
export function createStreamState(reply: ReplyContext): StreamState {
  return {
    reply,
    id: completionId(undefined),
    hasStarted: false,
    blocks: new Map(),
    toolCallCount: 0,
    hasAnswered: false,
    heldText: '',
    stopReason: null,
    hasFinished: false,
    isComplete: false,
    usage: {},
    delivered: new DeliveredOutput(),
    messageFields: {},
  };
}

/** The usage that the events so far add up to; suspect as long as upstream has not given input and output figures. */
export function usageOf(state: StreamState): UsageReading {
  return readUsage(state.usage);
}

/** Takes in the `usage` of a `message_start` or `message_delta`. */
export function noteUsage(state: StreamState, usage: unknown): void {
  state.usage = mergeDeltaUsage(state.usage, usage);
}

/** Takes in the `usage` of a `message_delta`, which counts the whole answer. */
export function noteFinalUsage(state: StreamState, usage: unknown): void {
  noteUsage(state, usage);
  if (countsOutput(usage)) state.delivered.isCounted = true;
}

/** Takes in the text of a `thinking_delta`, decoded; whoever sends that chunk without `translateEvent` calls this. */
export function noteThinking(block: ThinkingBlockInProgress, thinking: string): void {
  block.thinking += thinking;
}

/** Takes in that a tool got argument text; whoever sends that chunk without `translateEvent` calls this. */
export function noteArguments(block: ToolBlock | AnswerToolBlock): void {
  block.hasArguments = true;
}
