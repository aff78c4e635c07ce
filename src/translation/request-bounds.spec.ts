import { readRequestBounds } from './request-bounds.js';

const CONTEXT_WINDOW = 200_000;

function boundsOf(body: unknown) {
  return readRequestBounds(Buffer.from(JSON.stringify(body)), CONTEXT_WINDOW);
}

function withPart(part: unknown) {
  return { model: 'm', messages: [{ role: 'user', content: [part] }] };
}

describe('readRequestBounds', () => {
  it('takes a request of text for what its bytes are', () => {
    const bounds = boundsOf({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] });
    expect(bounds).toEqual({ isOpenEnded: false, cacheWrites: 'none', addedTokens: 500, webSearches: 0 });
  });

  it.each([
    [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }],
    [{ type: 'image', source: { type: 'file', file_id: 'file_1' } }],
    [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }],
  ])('knows that %j brings more than its bytes', (part) => {
    expect(boundsOf(withPart(part)).isOpenEnded).toBe(true);
  });

  it.each([
    [{ tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 1 }] }],
    [{ tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }] }],
    [{ tools: [{ type: 'code_execution_20250825', name: 'code_execution' }] }],
    [{ mcp_servers: [{ type: 'url', name: 'a', url: 'https://example.com' }] }],
    [{ web_search_options: {} }],
  ])('knows that %j can fill the context window', (members) => {
    expect(boundsOf({ model: 'm', messages: [], ...members }).isOpenEnded).toBe(true);
  });

  it('takes a body that fills the context window for one that does', () => {
    expect(boundsOf(withPart({ type: 'text', text: 'a'.repeat(CONTEXT_WINDOW) })).isOpenEnded).toBe(true);
  });

  it('counts the content of a data URL by its bytes', () => {
    const part = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
    expect(boundsOf(withPart(part)).isOpenEnded).toBe(false);
    expect(
      readRequestBounds(Buffer.from('{"url" : "data:image/png;base64,AAAA"}'), CONTEXT_WINDOW).isOpenEnded,
    ).toBe(false);
  });

  it('does not take what a caller writes about for what it asks for', () => {
    const text = JSON.stringify({ url: 'https://example.com', cache_control: { ttl: '1h' }, tools: [] });
    expect(boundsOf(withPart({ type: 'text', text }))).toEqual({
      isOpenEnded: false,
      cacheWrites: 'none',
      addedTokens: 500,
      webSearches: 0,
    });
  });

  it('is not deceived by names that are written as escapes', () => {
    expect(
      readRequestBounds(Buffer.from('{"\\u0075rl":"https://example.com"}'), CONTEXT_WINDOW).isOpenEnded,
    ).toBe(true);
    expect(
      readRequestBounds(Buffer.from('{"a":"\\u003cb\\u003e \\u00e9"}'), CONTEXT_WINDOW).isOpenEnded,
    ).toBe(false);
  });

  it.each([
    [{ type: 'ephemeral' }, '5m'],
    [{ type: 'ephemeral', ttl: '5m' }, '5m'],
    [{ type: 'ephemeral', ttl: '1h' }, '1h'],
  ])('sees what %j writes to the prompt cache', (cache_control, cacheWrites) => {
    expect(boundsOf(withPart({ type: 'text', text: 'a', cache_control })).cacheWrites).toBe(cacheWrites);
  });

  it.each([
    [{ type: 'web_search_20250305', max_uses: 3 }, 3],
    [{ type: 'web_search_20250305' }, 20],
    [{ type: 'custom', name: 'web_search' }, 0],
  ])('takes %j for so many searches', (tool, webSearches) => {
    expect(boundsOf({ tools: [tool] }).webSearches).toBe(webSearches);
  });

  it('allows for what upstream says about tools', () => {
    expect(boundsOf({ tools: [{ name: 'a', input_schema: {} }] }).addedTokens).toBe(4_000);
  });

  describe('of a large body', () => {
    const text = 'word '.repeat(60) + '\\u0041 quoted "tools" '.repeat(1500);
    const messages = [{ role: 'user', content: text }];

    it('looks for nothing within its long texts', () => {
      const bounds = boundsOf({ model: 'm', messages });
      expect(bounds).toEqual({ isOpenEnded: false, cacheWrites: 'none', addedTokens: 500, webSearches: 0 });
    });

    it.each([
      ['tools', { tools: [] }, { addedTokens: 4000 }],
      ['cache control', { system: [{ text, cache_control: { ttl: '1h' } }] }, { cacheWrites: '1h' }],
      ['searches', { tools: [{ type: 'web_search_20250305', max_uses: 3 }] }, { webSearches: 3 }],
      ['hosted tools', { tools: [{ type: 'web_fetch_20250910' }] }, { isOpenEnded: true }],
      ['a container', { container: 'a' }, { isOpenEnded: true }],
      ['an address', { image_url: { url: `https://example.com/${text}` } }, { isOpenEnded: true }],
      [
        'content',
        { image_url: { url: `data:image/png;base64,${'A'.repeat(20_000)}` } },
        { isOpenEnded: false },
      ],
    ])('finds %s before and behind them', (_what, members, expected) => {
      expect(boundsOf({ model: 'm', ...members, messages })).toMatchObject(expected);
      expect(boundsOf({ model: 'm', messages, ...members })).toMatchObject(expected);
    });

    it('is not deceived by a name that is written as escapes behind them', () => {
      const body = JSON.stringify({ messages, contaXiner: 'a' }).replace('contaXiner', 'conta\\u0069ner');
      expect(readRequestBounds(Buffer.from(body), CONTEXT_WINDOW).isOpenEnded).toBe(true);
    });
  });
});
