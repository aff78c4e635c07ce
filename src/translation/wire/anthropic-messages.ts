/**
 * Anthropic's Messages API as it is on the wire. What goes up is open, because fields that the gateway does not know
 * travel through it unchanged; what comes from upstream is read as unknown JSON.
 */
import type { BetaMessage } from '@anthropic-ai/sdk/resources/beta/messages/messages.js';

export type MessagesResponse = BetaMessage;

/** A content block of a request: a `type`, and whatever that type has. */
export interface RequestContentBlock {
  type: string;
  [field: string]: unknown;
}

export interface SystemTextBlock extends RequestContentBlock {
  type: 'text';
  text: string;
}

export type SystemPrompt = string | RequestContentBlock[];

export interface RequestMessage {
  role: 'user' | 'assistant';
  content: RequestContentBlock[];
}

export interface MessagesRequest {
  model: string;
  max_tokens: number;
  messages: RequestMessage[];
  system?: SystemPrompt;
  stream?: boolean;
  [field: string]: unknown;
}

/** The body of an answer whose status is not 2xx. */
export interface ErrorResponse {
  type: 'error';
  error: { type: string; message: string };
  request_id?: string | null;
}
