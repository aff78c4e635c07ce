// @ts-check
import { allBlocks, blocksOf, placedBlocks } from './content-blocks.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */
/** @typedef {import('./rule-context.mjs').Rule} Rule */

/** @type {Rule} */
const hasMessages = ({ messages }) =>
  messages.length === 0 ? 'messages: at least one message is required' : undefined;

/** @type {Rule} */
const hasKnownRoles = ({ messages }, { betas }) => {
  const allowsSystem = [...betas].some((beta) => beta.startsWith('mid-conversation-'));
  const index = messages.findIndex(
    (/** @type {JsonObject} */ { role }) => role === 'system' && !allowsSystem,
  );
  return index < 0 ? undefined : `messages.${index}.role: Input should be 'user' or 'assistant'`;
};

/** @type {Rule} */
const startsWithUser = ({ messages }) =>
  messages[0].role === 'user' ? undefined : 'messages: first message must use the "user" role';

/** @type {Rule} */
const alternatesRoles = ({ messages }) => {
  const repeated = messages.find(
    (/** @type {JsonObject} */ { role }, /** @type {number} */ index) => role === messages[index - 1]?.role,
  );
  return (
    repeated &&
    `messages: roles must alternate between "user" and "assistant", but found multiple "${repeated.role}" roles in a row`
  );
};

/** @type {Rule} */
const hasContent = ({ messages }) => {
  const index = messages.findIndex(
    (/** @type {JsonObject} */ { role, content }) => role !== 'system' && content.length === 0,
  );
  const isFinalAssistant = index === messages.length - 1 && messages[index]?.role === 'assistant';
  return index < 0 || isFinalAssistant
    ? undefined
    : `messages.${index}: all messages must have non-empty content except for the optional final assistant message`;
};

/** @type {Rule} */
const hasText = (body) =>
  blankText(
    allBlocks(body).map(({ block }) => block),
    'messages',
  );

/** @type {Rule} */
const hasSystemText = ({ system }) => (Array.isArray(system) ? blankText(system, 'system') : undefined);

/** @param {JsonObject[]} blocks @param {string} where */
function blankText(blocks, where) {
  const blank = blocks.find(({ type, text }) => type === 'text' && text.trim() === '');
  if (!blank) return undefined;
  return blank.text === ''
    ? `${where}: text content blocks must be non-empty`
    : `${where}: text content blocks must contain non-whitespace text`;
}

/** @type {Rule} */
const endsWithoutWhitespace = ({ messages }) => {
  const last = messages.at(-1);
  const text = last.role === 'assistant' ? blocksOf(last).at(-1)?.text : undefined;
  return typeof text === 'string' && text !== text.trimEnd()
    ? 'messages: final assistant content cannot end with trailing whitespace'
    : undefined;
};

const USER_BLOCKS = new Set(['tool_result', 'image', 'document', 'search_result', 'container_upload']);
const NEUTRAL_BLOCKS = new Set([
  'text',
  'compaction',
  'fallback',
  'tool_addition',
  'tool_removal',
  'mcp_tool_listing',
]);

/** @type {Rule} */
const placesBlocks = ({ messages }) => {
  for (const message of messages) {
    const misplaced = blocksOf(message).find(
      ({ type }) => !NEUTRAL_BLOCKS.has(type) && roleOf(type) !== message.role,
    );
    if (misplaced) {
      return `messages: \`${misplaced.type}\` blocks can only be in \`${roleOf(misplaced.type)}\` messages`;
    }
  }
  return undefined;
};

/** @param {string} blockType */
function roleOf(blockType) {
  return USER_BLOCKS.has(blockType) ? 'user' : 'assistant';
}

/** @type {Rule} */
const signsThinking = (body) => {
  const unsigned = allBlocks(body).find(({ block }) => block.type === 'thinking' && block.signature === '');
  return unsigned && `${unsigned.path}: Invalid \`signature\` in \`thinking\` block`;
};

/** @type {Rule} */
const doesNotEndInThinking = ({ messages }) => {
  const index = messages.findIndex((/** @type {JsonObject} */ message) =>
    ['thinking', 'redacted_thinking'].includes(blocksOf(message).at(-1)?.type),
  );
  return index < 0
    ? undefined
    : `messages.${index}: The final block in an assistant message cannot be \`thinking\`.`;
};

/** @type {Rule} */
const hasReadableSources = ({ messages }) => {
  for (const { block, path } of messages.flatMap(placedBlocks)) {
    const problem = sourceProblem(block.source);
    if (problem) return `${path}.${block.type}.source.${block.source.type}: ${problem}`;
  }
  return undefined;
};

/** @param {JsonObject | undefined} source */
function sourceProblem(source) {
  if (source?.type === 'url' && !/^https?:\/\/\S+$/.test(source.url))
    return 'url: Input should be a valid URL';
  if (source?.type !== 'base64') return undefined;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(source.data) ? undefined : 'data: invalid base64 data';
}

/** @type {ReadonlyArray<Rule>} */
export const CONVERSATION_RULES = [
  hasMessages,
  hasKnownRoles,
  startsWithUser,
  alternatesRoles,
  hasContent,
  hasText,
  hasSystemText,
  endsWithoutWhitespace,
  placesBlocks,
  signsThinking,
  doesNotEndInThinking,
  hasReadableSources,
];
