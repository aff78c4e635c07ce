import type { FinishReason } from '../../wire/openai-chat.js';

interface StopReasonOptions {
  /** The answer is JSON that a forced tool delivered, and the caller knows of no tool call. */
  isJsonAnswer?: boolean;
}

const FINISH_REASONS: ReadonlyMap<unknown, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['pause_turn', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'content_filter'],
]);

/** Anthropic's stop reason in OpenAI's words. One that is not known, or none, is `stop`. */
export function convertStopReason(
  stopReason: string | null | undefined,
  { isJsonAnswer = false }: StopReasonOptions = {},
): FinishReason {
  const finishReason = FINISH_REASONS.get(stopReason) ?? 'stop';
  return isJsonAnswer && finishReason === 'tool_calls' ? 'stop' : finishReason;
}
