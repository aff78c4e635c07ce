import type { RequestContentBlock, RequestMessage } from '../../wire/anthropic-messages.js';
import { cacheUpToLast } from './cache-control.js';
import { assertAllAnswered, NO_CALLS, ROLES } from './conversation.js';
import type { ConversationContext, LocatedMessage, OpenCalls } from './conversation.js';
import { convertAssistantTurn } from './convert-assistant-turn.js';
import { convertInstructions } from './convert-content.js';
import { convertUserTurn } from './convert-user-turn.js';
import { invalid, readArray, readObject, readOneOf } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';
import { TOOL_CALL_ID, UpstreamNames } from './upstream-names.js';

interface ConvertedConversation {
  system: RequestContentBlock[];
  messages: RequestMessage[];
}

/** Messages in a row that become one message upstream. */
interface Turn {
  role: 'user' | 'assistant';
  messages: LocatedMessage[];
}

/**
 * Turns OpenAI's messages into Anthropic's: instructions apart, roles in alternation, and the result of every tool
 * call in the message after it. A conversation that cannot be brought into that order is a 400.
 */
export function convertMessages(
  messages: unknown,
  toolNames: UpstreamNames,
  notes: TranslationNotes,
): ConvertedConversation {
  const located = readArray(messages, 'messages').map(locateMessage);
  const context: ConversationContext = { toolNames, toolCallIds: new UpstreamNames(TOOL_CALL_ID), notes };
  const turns = groupTurns(located);
  assertStartsWithUser(turns);
  return {
    system: located.filter(isInstruction).flatMap((message) => convertSystemMessage(message, notes)),
    messages: withoutTrailingSpace(convertTurns(turns, context)),
  };
}

function locateMessage(message: unknown, index: number): LocatedMessage {
  const path = `messages[${index}]`;
  const fields = readObject(message, path);
  return { role: readOneOf(fields.role, `${path}.role`, ROLES), path, index, fields };
}

function isInstruction({ role }: LocatedMessage): boolean {
  return role === 'system' || role === 'developer';
}

function convertSystemMessage(
  { fields, path }: LocatedMessage,
  notes: TranslationNotes,
): RequestContentBlock[] {
  return cacheUpToLast(fields, convertInstructions(fields.content, `${path}.content`, notes));
}

function groupTurns(messages: LocatedMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (isInstruction(message)) continue;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const turn = turns.at(-1);
    if (turn?.role === role) turn.messages.push(message);
    else turns.push({ role, messages: [message] });
  }
  return turns;
}

function assertStartsWithUser([first]: Turn[]): void {
  if (first === undefined) throw invalid('messages', '"messages" must hold at least one user message.');
  if (first.role === 'user') return;
  const path = first.messages[0]?.path ?? 'messages';
  throw invalid(path, "The first message after the instructions must be the user's, not the assistant's.");
}

function convertTurns(turns: Turn[], context: ConversationContext): RequestMessage[] {
  let openCalls: OpenCalls = NO_CALLS;
  return turns.map(({ role, messages }) => {
    if (role === 'user') {
      const { blocks, unanswered } = convertUserTurn(messages, openCalls, context.notes);
      assertAllAnswered(unanswered);
      return { role, content: blocks };
    }
    const turn = convertAssistantTurn(messages, context);
    openCalls = turn.calls;
    return { role, content: turn.blocks };
  });
}

/** Upstream refuses a conversation that ends in an assistant's text with white space at its end. */
function withoutTrailingSpace(messages: RequestMessage[]): RequestMessage[] {
  const last = messages.at(-1);
  const block = last?.content.at(-1);
  if (last?.role !== 'assistant' || block?.type !== 'text') return messages;
  const trimmed = { ...block, text: (block.text as string).trimEnd() };
  return [...messages.slice(0, -1), { ...last, content: [...last.content.slice(0, -1), trimmed] }];
}
