import { NO_TOKEN_USAGE } from '../../token-usage.js';
import { convertUsage, mergeDeltaUsage, readUsage } from './convert-usage.js';

const FULL_USAGE = {
  input_tokens: 10,
  output_tokens: 50,
  cache_read_input_tokens: 200,
  cache_creation_input_tokens: 30,
  cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
  output_tokens_details: { thinking_tokens: 40 },
  server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
};

describe('readUsage', () => {
  it('reads every figure into its own bucket', () => {
    expect(readUsage(FULL_USAGE)).toEqual({
      usage: {
        inputTokens: 10,
        cacheReadTokens: 200,
        cacheWrite5mTokens: 20,
        cacheWrite1hTokens: 10,
        outputTokens: 50,
        thinkingTokens: 40,
        webSearchRequests: 2,
        webFetchRequests: 1,
      },
      isSuspect: false,
    });
  });

  it('trusts null for what upstream did not use', () => {
    const usage = { input_tokens: 1, output_tokens: 2, cache_read_input_tokens: null, server_tool_use: null };
    expect(readUsage(usage)).toEqual({
      usage: { ...NO_TOKEN_USAGE, inputTokens: 1, outputTokens: 2 },
      isSuspect: false,
    });
  });

  it.each([
    ['negative', -5],
    ['not a number', NaN],
    ['infinite', Infinity],
    ['a fraction', 1.5],
    ['text', '12'],
    ['beyond anything plausible', 1e15],
    ['a list', [3]],
  ])('counts an input figure that is %s as 0 and flags it', (_, figure) => {
    const { usage, isSuspect } = readUsage({ input_tokens: figure, output_tokens: 2 });
    expect(usage).toEqual({ ...NO_TOKEN_USAGE, outputTokens: 2 });
    expect(isSuspect).toBe(true);
  });

  it.each([undefined, null, 'none', [], {}, { input_tokens: 3 }, { output_tokens: 3 }])(
    'flags a usage without totals: %j',
    (usage) => {
      expect(readUsage(usage).isSuspect).toBe(true);
    },
  );

  it('flags an impossible figure deep inside', () => {
    const usage = { input_tokens: 1, output_tokens: 1, server_tool_use: { web_search_requests: -1 } };
    expect(readUsage(usage).isSuspect).toBe(true);
  });

  it('counts cache writes without a split as five-minute writes', () => {
    const { usage } = readUsage({ input_tokens: 1, output_tokens: 1, cache_creation_input_tokens: 30 });
    expect(usage).toMatchObject({ cacheWrite5mTokens: 30, cacheWrite1hTokens: 0 });
  });

  it.each([
    ['too small', 10, 10, 90, 10],
    ['too large', 80, 50, 50, 50],
    ['larger than the total by its one-hour part alone', 0, 500, 0, 100],
  ])(
    'lets the total of cache writes win over a split that is %s',
    (_, split5m, split1h, writes5m, writes1h) => {
      const { usage } = readUsage({
        input_tokens: 1,
        output_tokens: 1,
        cache_creation_input_tokens: 100,
        cache_creation: { ephemeral_5m_input_tokens: split5m, ephemeral_1h_input_tokens: split1h },
      });
      expect(usage).toMatchObject({ cacheWrite5mTokens: writes5m, cacheWrite1hTokens: writes1h });
    },
  );

  it('takes the sum of the split when there is no total', () => {
    const { usage } = readUsage({
      input_tokens: 1,
      output_tokens: 1,
      cache_creation: { ephemeral_5m_input_tokens: 7, ephemeral_1h_input_tokens: 5 },
    });
    expect(usage).toMatchObject({ cacheWrite5mTokens: 7, cacheWrite1hTokens: 5 });
  });

  it('never counts more thinking than output', () => {
    const usage = { input_tokens: 1, output_tokens: 5, output_tokens_details: { thinking_tokens: 9 } };
    expect(readUsage(usage).usage.thinkingTokens).toBe(5);
  });
});

describe('mergeDeltaUsage', () => {
  it("lets message_delta's figures win field by field, where a zero is a figure and null is not", () => {
    const start = {
      input_tokens: 43,
      output_tokens: 1,
      cache_read_input_tokens: 9,
      service_tier: 'standard',
    };
    const delta = { input_tokens: 61, output_tokens: 0, cache_read_input_tokens: null };
    expect(mergeDeltaUsage(start, delta)).toEqual({
      input_tokens: 61,
      output_tokens: 0,
      cache_read_input_tokens: 9,
      service_tier: 'standard',
    });
  });

  it('merges inside nested figures too', () => {
    const start = { cache_creation: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 2 } };
    const delta = { cache_creation: { ephemeral_5m_input_tokens: 5 } };
    expect(mergeDeltaUsage(start, delta)).toEqual({
      cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 2 },
    });
  });

  it.each([undefined, null, 'none', 7])('keeps the start when the delta is %j', (delta) => {
    expect(mergeDeltaUsage({ input_tokens: 1 }, delta)).toEqual({ input_tokens: 1 });
  });

  it('leaves its arguments as they were', () => {
    const start = Object.freeze({ input_tokens: 1, nested: Object.freeze({ a: 1 }) });
    const delta = Object.freeze({ input_tokens: 2, nested: Object.freeze({ a: 2 }) });
    expect(mergeDeltaUsage(start, delta)).toEqual(delta);
    expect(start).toEqual({ input_tokens: 1, nested: { a: 1 } });
  });
});

describe('convertUsage', () => {
  it('counts cached input into prompt_tokens and tells each part', () => {
    expect(convertUsage(readUsage(FULL_USAGE).usage)).toEqual({
      prompt_tokens: 240,
      completion_tokens: 50,
      total_tokens: 290,
      prompt_tokens_details: { cached_tokens: 200, cache_creation_tokens: 30 },
      completion_tokens_details: { reasoning_tokens: 40 },
      cache_creation_input_tokens: 30,
      cache_read_input_tokens: 200,
      server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
    });
  });

  it('does not mention server tools that were not used', () => {
    expect(convertUsage(NO_TOKEN_USAGE)).not.toHaveProperty('server_tool_use');
  });
});
