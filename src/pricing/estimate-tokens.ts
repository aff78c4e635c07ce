/**
 * The output tokens of text that was delivered, where upstream's count never came. Never under the real count: no
 * tokenizer of upstream's needs more than one token for two bytes of ordinary text, and every delta holds one at least.
 */
export function estimateOutputTokens(delivered: { utf8Bytes: number; deltas: number }): number {
  return Math.max(Math.ceil(delivered.utf8Bytes / 2), delivered.deltas);
}

/** The input tokens of a request by its size, where upstream's count never came: four bytes a token, as prose has. */
export function estimateInputTokens(bodyBytes: number): number {
  return Math.ceil(bodyBytes / 4);
}
