import { hash } from 'node:crypto';

import type { GatewayCall } from './gateway-call.js';

/** What a conversation keeps from its first request on: system prompt, tools, first message. */
export type ConversationStart = () => unknown;

/**
 * What tells conversations apart: the session that the client names, else a digest of how the conversation began, each
 * within the caller's key. Undefined when the request has neither.
 */
export function conversationOf(call: GatewayCall, start: ConversationStart): string | undefined {
  const key = call.grant?.keyId ?? '';
  if (call.sessionId !== undefined) return `${key} ${call.sessionId}`;
  const text = JSON.stringify(start(), withoutCacheControl);
  return text === undefined ? undefined : `${key} #${hash('sha1', text, 'base64')}`;
}

/** Clients mark what is to be cached anew with every turn. */
function withoutCacheControl(name: string, value: unknown): unknown {
  return name === 'cache_control' ? undefined : value;
}
