// @ts-check
import { createHash } from 'node:crypto';
import { newId } from '../new-id.mjs';
import { blocksOf } from '../rules/content-blocks.mjs';
import { initialUsage, wordsOf } from './message-events.mjs';
import { sampleFromSchema } from './sample-from-schema.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */

const MAX_ECHOED_CHARACTERS = 4000;
const ASKS_FOR_TOOL = /\buse (the|a|your) tool\b|\bweather\b/i;

/**
 * A sensible answer to a request: what it was asked for, or an echo.
 * @param {JsonObject} request @param {number} inputTokens @returns {JsonObject}
 */
export function defaultAnswer(request, inputTokens) {
  const content = [...thinkingFor(request), ...answerFor(request)];
  const written = withinLimits(content, request);
  const outputTokens = Math.max(1, countWords(written.content));
  return {
    id: newId('msg_01'),
    type: 'message',
    role: 'assistant',
    model: request.model,
    ...written,
    usage: { ...initialUsage(inputTokens), output_tokens: outputTokens },
  };
}

/** @param {JsonObject} request @returns {JsonObject[]} */
function answerFor(request) {
  const lastBlocks = blocksOf(request.messages.at(-1));
  const results = lastBlocks.filter(({ type }) => type === 'tool_result');
  const text = textOf(lastBlocks);
  const tool = forcedTool(request) ?? (results.length === 0 ? suggestedTool(request, text) : undefined);
  if (tool) return [toolUse(tool)];
  const format = (request.output_config?.format ?? request.output_format)?.schema;
  if (format) return [{ type: 'text', text: JSON.stringify(sampleFromSchema(format)) }];
  return [{ type: 'text', text: results.length > 0 ? reportOf(results) : echoOf(text) }];
}

/** Tools that the caller runs: the server's own have no input schema. @param {JsonObject} request @returns {JsonObject[]} */
function clientTools({ tools = [] }) {
  return tools.filter((/** @type {JsonObject} */ tool) => tool.input_schema !== undefined);
}

/** @param {JsonObject} request @returns {JsonObject | undefined} */
function forcedTool(request) {
  const choice = request.tool_choice;
  if (choice?.type === 'any') return clientTools(request)[0];
  return choice?.type === 'tool' ? clientTools(request).find(({ name }) => name === choice.name) : undefined;
}

/** @param {JsonObject} request @param {string} text @returns {JsonObject | undefined} */
function suggestedTool(request, text) {
  if (request.tool_choice?.type === 'none' || !ASKS_FOR_TOOL.test(text)) return undefined;
  const tools = clientTools(request);
  return (
    tools.find(({ name }) => text.includes(name)) ??
    tools.find(({ name }) => /weather/i.test(name)) ??
    tools[0]
  );
}

/** @param {JsonObject} tool @returns {JsonObject} */
function toolUse(tool) {
  return {
    type: 'tool_use',
    id: newId('toolu_01'),
    name: tool.name,
    input: sampleFromSchema(tool.input_schema),
  };
}

/** @param {JsonObject[]} blocks @returns {string} */
function textOf(blocks) {
  return blocks.flatMap(({ type, text }) => (type === 'text' ? [text] : [])).join('\n');
}

/** @param {JsonObject[]} results */
function reportOf(results) {
  const texts = results.map((result) => textOf(blocksOf(result)) || 'nothing');
  return `The tool said: ${shortened(texts.join(' and '))}`;
}

/** @param {string} text */
function echoOf(text) {
  return `You said: ${shortened(text) || 'nothing that can be read aloud'}`;
}

/** @param {string} text */
function shortened(text) {
  if (text.length <= MAX_ECHOED_CHARACTERS) return text;
  return `${Array.from(text.slice(0, MAX_ECHOED_CHARACTERS)).slice(0, -1).join('')}…`;
}

/** @param {JsonObject} request @returns {JsonObject[]} */
function thinkingFor({ thinking }) {
  if (!['enabled', 'adaptive'].includes(thinking?.type)) return [];
  const text = 'The question is clear. A short answer will do.';
  return [
    { type: 'thinking', thinking: thinking.display === 'omitted' ? '' : text, signature: signatureOf(text) },
  ];
}

/** @param {string} thinking */
function signatureOf(thinking) {
  return createHash('sha512').update(thinking).digest('base64');
}

/**
 * Ends the text at the first stop sequence or when `max_tokens` words are written, and says so.
 * @param {JsonObject[]} content @param {JsonObject} request
 */
function withinLimits(content, request) {
  const last = content.at(-1);
  if (last?.type !== 'text') return { content, stop_reason: 'tool_use', stop_sequence: null };
  const { text, ...stop } = cutText(last.text, request);
  return { content: [...content.slice(0, -1), { ...last, text }], ...stop };
}

/** @param {string} text @param {JsonObject} request */
function cutText(text, { max_tokens: maxTokens, stop_sequences: sequences = [] }) {
  const found = sequences.find((/** @type {string} */ sequence) => text.includes(sequence));
  if (found)
    return { text: text.slice(0, text.indexOf(found)), stop_reason: 'stop_sequence', stop_sequence: found };
  const words = wordsOf(text);
  if (words.length <= maxTokens) return { text, stop_reason: 'end_turn', stop_sequence: null };
  return { text: words.slice(0, maxTokens).join(''), stop_reason: 'max_tokens', stop_sequence: null };
}

/** @param {JsonObject[]} content */
function countWords(content) {
  const texts = content.map((block) => block.text ?? block.thinking ?? JSON.stringify(block.input));
  return texts.reduce((sum, text) => sum + wordsOf(text).length, 0);
}
