// @ts-check
import { allBlocks, blocksOf } from './content-blocks.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */
/** @typedef {import('./rule-context.mjs').Rule} Rule */

const TOOL_USE_ID = /^[a-zA-Z0-9_-]+$/;
const TOOL_NAME = /^[a-zA-Z0-9_-]{1,200}$/;

/** @param {JsonObject | undefined} message @returns {string[]} */
function toolUseIds(message) {
  return message ? blocksOf(message).flatMap(({ type, id }) => (type === 'tool_use' ? [id] : [])) : [];
}

/** @param {JsonObject | undefined} message @returns {string[]} */
function toolResultIds(message) {
  return message
    ? blocksOf(message).flatMap(({ type, tool_use_id: id }) => (type === 'tool_result' ? [id] : []))
    : [];
}

/** Only results at the start of a message answer the tool uses before it. @param {JsonObject | undefined} message */
function leadingToolResultIds(message) {
  const blocks = message ? blocksOf(message) : [];
  const firstOther = blocks.findIndex(({ type }) => type !== 'tool_result');
  return toolResultIds({ content: firstOther < 0 ? blocks : blocks.slice(0, firstOther) });
}

/** @type {Rule} */
const writesToolUse = (body) => {
  for (const { block, path } of allBlocks(body)) {
    if (block.type !== 'tool_use') continue;
    const problem = toolUseProblem(block);
    if (problem) return `${path}.tool_use.${problem}`;
  }
  return undefined;
};

/** @param {JsonObject} block */
function toolUseProblem({ id, name, input }) {
  if (!TOOL_USE_ID.test(id)) return "id: String should match pattern '^[a-zA-Z0-9_-]+$'";
  if (!TOOL_NAME.test(name)) return "name: String should match pattern '^[a-zA-Z0-9_-]{1,200}$'";
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  return isObject ? undefined : 'input: Input should be a valid dictionary';
}

/** @type {Rule} */
const usesToolIdsOnce = ({ messages }) => {
  /** @type {string[]} */
  const ids = messages.flatMap(toolUseIds);
  return new Set(ids).size < ids.length ? 'messages: `tool_use` ids must be unique' : undefined;
};

/** @type {Rule} */
const answersEveryToolUse = ({ messages }) => {
  for (const [index, message] of messages.entries()) {
    const answered = leadingToolResultIds(messages[index + 1]);
    const open = toolUseIds(message).filter((id) => !answered.includes(id));
    if (open.length > 0) {
      return `messages.${index + 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
    }
  }
  return undefined;
};

/** @type {Rule} */
const answersOnlyToolUses = ({ messages }) => {
  for (const [index, message] of messages.entries()) {
    const asked = toolUseIds(messages[index - 1]);
    const stray = blocksOf(message).findIndex(
      ({ type, tool_use_id: id }) => type === 'tool_result' && !asked.includes(id),
    );
    if (stray >= 0) {
      return `messages.${index}.content.${stray}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${blocksOf(message)[stray]?.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
  }
  return undefined;
};

/** @type {Rule} */
const answersToolUsesOnce = ({ messages }) => {
  for (const [index, message] of messages.entries()) {
    const ids = toolResultIds(message);
    const doubled = ids.find((id, position) => ids.indexOf(id) !== position);
    if (doubled) {
      return `messages.${index}.content: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${doubled}`;
    }
  }
  return undefined;
};

/** @type {ReadonlyArray<Rule>} */
export const TOOL_EXCHANGE_RULES = [
  writesToolUse,
  usesToolIdsOnce,
  answersEveryToolUse,
  answersOnlyToolUses,
  answersToolUsesOnce,
];
