import {
  type AnswerBlock,
  type Answer,
  inputOf,
  type JsonObject,
  type Question,
  type Turn,
} from '../conversation.js';
import { parseTools } from '../parse-tools.js';
import type { Settings } from '../settings.js';

/** What both APIs take by the same names; the gateway passes thinking on as Anthropic has it. */
export function commonFields({ model, temperature, stream, ...settings }: Settings): JsonObject {
  return {
    model,
    ...(settings.maxTokens !== undefined && { max_tokens: settings.maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...thinkingFields(settings),
    ...(stream && { stream: true }),
  };
}

const THINKING: Readonly<
  Record<Settings['thinking'], (settings: Pick<Settings, 'thinkingBudget'>) => JsonObject | undefined>
> = {
  model: () => undefined,
  off: () => ({ type: 'disabled' }),
  // The newest models keep their thoughts to themselves unless they are asked for them.
  adaptive: () => ({ type: 'adaptive', display: 'summarized' }),
  budget: ({ thinkingBudget }) => ({ type: 'enabled', budget_tokens: thinkingBudget }),
};

function thinkingFields(settings: Pick<Settings, 'thinking' | 'thinkingBudget' | 'effort'>): JsonObject {
  const thinking = THINKING[settings.thinking](settings);
  return {
    ...(thinking !== undefined && { thinking }),
    ...(settings.effort !== '' && { output_config: { effort: settings.effort } }),
  };
}

/** The tools of the settings; none while they cannot be read. */
export function toolsOf({ tools }: Settings): JsonObject[] {
  return parseTools(tools).tools ?? [];
}

/** The turns that can be sent: without answers of which nothing came. */
export function sendable(turns: readonly Turn[]): (Question | (Answer & { sent: AnswerBlock[] }))[] {
  return turns.flatMap<Question | (Answer & { sent: AnswerBlock[] })>((turn) => {
    if (turn.kind === 'question') return [turn];
    const sent = turn.blocks.filter((block) => isSendable(block, turn));
    return sent.length === 0 ? [] : [{ ...turn, sent }];
  });
}

/** Upstream refuses empty texts, thoughts without a signature, and calls whose input broke off or got no result. */
function isSendable(block: AnswerBlock, { state }: Answer): boolean {
  switch (block.type) {
    case 'text':
      return block.text.trim() !== '';
    case 'thinking':
      return block.signature !== '';
    case 'redacted_thinking':
      return true;
    case 'tool_call':
    case 'other':
      return state === 'whole' && inputOf(block) !== undefined;
  }
}
