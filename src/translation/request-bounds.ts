/**
 * What a request's bytes say about the most that it can use. Both APIs name these things alike, and a quote within a
 * JSON string is escaped: a name between plain quotes is a member or a value, never text that the caller wrote.
 */
import { withoutLongText } from './wire/scan-json.js';

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

const TOOLS = '"tools"';
const CACHE_CONTROL = '"cache_control"';
const WEB_SEARCH = '"web_search_';
const URL_NAME = '"url"';
const ESCAPED_LETTER = '\\u00';
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

/** Longer texts are searched as they are, and not copied. */
const SHORT_BODY_BYTES = 16 * 1024;
/** What short conversations mostly have nothing of: one look at them instead of a search for each. */
const ANY_OF_THEM = new RegExp(
  [...OPEN_ENDED_NAMES, ...HOSTED_TOOLS, TOOLS, CACHE_CONTROL, WEB_SEARCH, URL_NAME, ESCAPED_LETTER]
    .map((text) => text.replace('\\', '\\\\'))
    .join('|'),
);
const BOUNDS_WITHOUT_THEM: RequestBounds = {
  isOpenEnded: false,
  cacheWrites: 'none',
  addedTokens: ADDED_TOKENS,
  webSearches: 0,
};

/**
 * Reads the bounds of a request of either API from its body, which is valid JSON: a few searches, and no parsing. All
 * that is searched for is short, so the insides of long strings are left out.
 */
export function readRequestBounds(body: Buffer, contextWindowTokens: number): RequestBounds {
  const fillsContext = body.length >= contextWindowTokens;
  const searched = body.length > SHORT_BODY_BYTES ? withoutLongText(body) : body;
  if (searched.length <= SHORT_BODY_BYTES && !ANY_OF_THEM.test(searched.toString('latin1')))
    return fillsContext ? { ...BOUNDS_WITHOUT_THEM, isOpenEnded: true } : BOUNDS_WITHOUT_THEM;
  return {
    isOpenEnded: fillsContext || isOpenEnded(searched),
    cacheWrites: cacheWritesOf(searched),
    addedTokens: searched.includes(TOOLS) ? ADDED_TOKENS_WITH_TOOLS : ADDED_TOKENS,
    webSearches: webSearchesOf(searched),
  };
}

function webSearchesOf(body: Buffer): number {
  if (!body.includes(WEB_SEARCH)) return 0;
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
  for (let at = body.indexOf(ESCAPED_LETTER); at >= 0; at = body.indexOf(ESCAPED_LETTER, at + 1)) {
    const from = at + ESCAPED_LETTER.length;
    const code = Number.parseInt(body.toString('latin1', from, from + 2), 16);
    if (/[a-z]/i.test(String.fromCharCode(code))) return true;
  }
  return false;
}

function cacheWritesOf(body: Buffer): RequestBounds['cacheWrites'] {
  if (!body.includes(CACHE_CONTROL)) return 'none';
  return body.includes('"1h"') ? '1h' : '5m';
}

/** Whether a `url` is anything but a `data:` one, whose content is in the body. */
function namesAddress(body: Buffer): boolean {
  for (let at = body.indexOf(URL_NAME); at >= 0; at = body.indexOf(URL_NAME, at + 1)) {
    const from = at + URL_NAME.length;
    const value = body.toString('latin1', from, from + 40);
    if (!/^\s*:\s*"data:/.test(value)) return true;
  }
  return false;
}
