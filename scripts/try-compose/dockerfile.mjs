/** @typedef {{ name: string, words: string }} Instruction @typedef {{ name?: string, instructions: Instruction[] }} Stage */

/**
 * Reads the part of the Dockerfile's language that ours uses.
 *
 * @param {string} text
 * @returns {Stage[]}
 */
export function parseDockerfile(text) {
  /** @type {Stage[]} */
  const stages = [];
  for (const line of joinLines(text)) {
    const [, name = '', words = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push({ name: /\bAS (\w+)$/.exec(words)?.[1], instructions: [] });
    else stages.at(-1)?.instructions.push({ name, words });
  }
  return stages;
}

/** @param {Stage} stage @param {string} name @returns {string[]} what stands behind each instruction of this name */
export function wordsOf({ instructions }, name) {
  return instructions.filter((instruction) => instruction.name === name).map(({ words }) => words);
}

/** @param {Stage} stage @returns {Record<string, string>} */
export function environmentOf(stage) {
  const pairs = wordsOf(stage, 'ENV').flatMap((words) => words.split(' '));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** @param {string} text @returns {string[]} */
function joinLines(text) {
  return text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
