/**
 * What a request's bytes say about the most that it can use. Both APIs name these things alike, and a quote within a
 * JSON string is escaped: a name between plain quotes is a member or a value, never text that the caller wrote.
 */

export interface RequestBounds {
  /** It names content that is not in its body: addresses, files, tools that run upstream. */
  isOpenEnded: boolean;
  /** The longest prompt cache entry that it asks for. */
  cacheWrites: 'none' | '5m' | '1h';
  /** What upstream adds of its own, at most. */
  addedTokens: number;
  /** The most searches that it may make. */
  webSearches: number;
}

/** Instructions that upstream puts before a prompt, and its framing of messages. */
const ADDED_TOKENS = 500;
/** Upstream explains tools to the model, the hosted ones at length. */
const ADDED_TOKENS_WITH_TOOLS = 4_000;

/** A request may leave their number open; upstream's answers hardly ever make more. */
const WEB_SEARCHES_WITHOUT_LIMIT = 20;

const OPEN_ENDED_NAMES = ['"file_id"', '"container"', '"mcp_servers"', '"web_search_options"'];
/** Hosted tools have a dated type, such as `web_search_20250305`. */
const HOSTED_TOOLS = [
  '"web_search_2',
  '"web_fetch_2',
  '"code_execution_2',
  '"tool_search_tool',
  '"advisor_2',
  '"mcp_toolset"',
];

/**
 * Reads the bounds of a request of either API from its body: a few searches, and no parsing. A body that fills the
 * context window by its bytes alone is not searched for what could fill it.
 */
export function readRequestBounds(body: Buffer, contextWindowTokens: number): RequestBounds {
  return {
    isOpenEnded: body.length >= contextWindowTokens || isOpenEnded(body),
    cacheWrites: cacheWritesOf(body),
    addedTokens: body.includes('"tools"') ? ADDED_TOKENS_WITH_TOOLS : ADDED_TOKENS,
    webSearches: webSearchesOf(body),
  };
}

function webSearchesOf(body: Buffer): number {
  if (!body.includes('"web_search_')) return 0;
  const limits = [...body.toString('latin1').matchAll(/"max_uses"\s*:\s*(\d{1,6})\b/g)].map(([, most]) =>
    Number(most),
  );
  return limits.length === 0 ? WEB_SEARCHES_WITHOUT_LIMIT : limits.reduce((sum, most) => sum + most, 0);
}

function isOpenEnded(body: Buffer): boolean {
  const names = [...OPEN_ENDED_NAMES, ...HOSTED_TOOLS];
  return names.some((name) => body.includes(name)) || namesAddress(body) || hidesLetters(body);
}

/** No serializer writes a letter as an escape: who does could hide any of the names. */
function hidesLetters(body: Buffer): boolean {
  const escape = '\\u00';
  for (let at = body.indexOf(escape); at >= 0; at = body.indexOf(escape, at + 1)) {
    const code = Number.parseInt(body.toString('latin1', at + escape.length, at + escape.length + 2), 16);
    if (/[a-z]/i.test(String.fromCharCode(code))) return true;
  }
  return false;
}

function cacheWritesOf(body: Buffer): RequestBounds['cacheWrites'] {
  if (!body.includes('"cache_control"')) return 'none';
  return body.includes('"1h"') ? '1h' : '5m';
}

/** Whether a `url` is anything but a `data:` one, whose content is in the body. */
function namesAddress(body: Buffer): boolean {
  const name = '"url"';
  for (let at = body.indexOf(name); at >= 0; at = body.indexOf(name, at + 1)) {
    const value = body.toString('latin1', at + name.length, at + name.length + 40);
    if (!/^\s*:\s*"data:/.test(value)) return true;
  }
  return false;
}
