import { estimateInputTokens, estimateOutputTokens } from './estimate-tokens.js';

describe('estimated tokens', () => {
  it.each([
    [{ utf8Bytes: 0, deltas: 0 }, 0],
    [{ utf8Bytes: 0, deltas: 2 }, 2],
    [{ utf8Bytes: 7, deltas: 2 }, 4],
    [{ utf8Bytes: 7, deltas: 9 }, 9],
  ])('count the output by its bytes or its deltas, whichever is more: %o', (delivered, tokens) => {
    expect(estimateOutputTokens(delivered)).toBe(tokens);
  });

  it('count the input by four bytes a token', () => {
    expect([0, 1, 4, 5].map(estimateInputTokens)).toEqual([0, 1, 1, 2]);
  });
});
