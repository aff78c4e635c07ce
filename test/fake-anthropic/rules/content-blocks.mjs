// @ts-check

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */
/** @typedef {{ block: JsonObject, path: string }} PlacedBlock */

/** A message's content as blocks, whichever way it was written. @param {JsonObject} message @returns {JsonObject[]} */
export function blocksOf({ content }) {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
}

/** The blocks of one message with their paths. @param {JsonObject} message @param {number} index @returns {PlacedBlock[]} */
export function placedBlocks(message, index) {
  return blocksOf(message).map((block, position) => ({
    block,
    path: `messages.${index}.content.${position}`,
  }));
}

/** Every block of every message, and those inside of tool results. @param {JsonObject} body @returns {PlacedBlock[]} */
export function allBlocks({ messages }) {
  /** @type {PlacedBlock[]} */
  const placed = messages.flatMap(placedBlocks);
  return placed.flatMap((outer) => [outer, ...nestedBlocks(outer)]);
}

/** @param {PlacedBlock} placed @returns {PlacedBlock[]} */
function nestedBlocks({ block, path }) {
  if (!Array.isArray(block.content)) return [];
  return block.content.map((/** @type {JsonObject} */ inner, /** @type {number} */ position) => ({
    block: inner,
    path: `${path}.${block.type}.content.${position}`,
  }));
}
