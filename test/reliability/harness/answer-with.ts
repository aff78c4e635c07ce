import type { JsonObject } from '../../fake-anthropic/start-fake-anthropic.mjs';

/** What the model of the scenarios costs. */
export const NANO_USD_PER_INPUT_TOKEN = 3_000;
export const NANO_USD_PER_OUTPUT_TOKEN = 15_000;

/** A short answer of upstream with this `usage`, whatever it is. */
export function answerWith(usage: unknown): JsonObject {
  return {
    id: 'msg_01AnswerOfAScenario0001',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [{ type: 'text', text: 'A short answer.' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage,
  };
}
