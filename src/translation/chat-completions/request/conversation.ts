import type { JsonObject } from '../../wire/openai-chat.js';
import { invalid } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';
import type { UpstreamNames } from './upstream-names.js';

export const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

/** One message of the caller's, with its path for errors. */
export interface LocatedMessage {
  role: (typeof ROLES)[number];
  path: string;
  index: number;
  fields: JsonObject;
}

/** What the conversion of one message shares with that of the others. */
export interface ConversationContext {
  toolNames: UpstreamNames;
  toolCallIds: UpstreamNames;
  notes: TranslationNotes;
}

/** A tool call of the assistant's that waits for its result. */
export interface OpenCall {
  upstreamId: string;
  /** Where the caller wrote it. */
  path: string;
}

/** By what a result names its call with: see `callKey`. */
export type OpenCalls = ReadonlyMap<string, OpenCall>;

export const NO_CALLS: OpenCalls = new Map();

/** Tool messages name their call by its id; the older function messages know nothing but the function's name. */
export function callKey(by: 'id' | 'name', value: string): string {
  return `${by}:${value}`;
}

export function assertAllAnswered(openCalls: OpenCalls): void {
  for (const { path } of openCalls.values()) {
    throw invalid(
      path,
      `The tool call at "${path}" has no result. A message with its result must follow it.`,
    );
  }
}
