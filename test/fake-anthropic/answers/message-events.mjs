// @ts-check
import { newId } from '../new-id.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').FakeEvent} FakeEvent */
/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */

/** Usage as it stands before anything was written. @param {number} [inputTokens] @returns {JsonObject} */
export function initialUsage(inputTokens = 12) {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: 1,
    service_tier: 'standard',
  };
}

/** @param {string} model @param {JsonObject} [usage] @returns {FakeEvent} */
export function messageStart(model, usage = initialUsage()) {
  const message = {
    id: newId('msg_01'),
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  return { type: 'message_start', message };
}

/** The two events that end a stream. @param {JsonObject} delta @param {JsonObject} usage @returns {FakeEvent[]} */
export function messageEnd(delta, usage) {
  return [
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null, ...delta }, usage },
    { type: 'message_stop' },
  ];
}

/** A block that is whole at its start. @param {number} index @param {JsonObject} block @returns {FakeEvent[]} */
export function wholeBlock(index, block) {
  return blockEvents(index, block, []);
}

/** @param {number} index @param {JsonObject} block @param {JsonObject[]} deltas @returns {FakeEvent[]} */
export function blockEvents(index, block, deltas) {
  return [
    { type: 'content_block_start', index, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/** @param {number} index @param {string[]} pieces @returns {FakeEvent[]} */
export function textBlock(index, pieces) {
  return blockEvents(index, { type: 'text', text: '' }, pieces.map(textDelta));
}

/** @param {number} index @param {string[]} pieces @param {string} signature @returns {FakeEvent[]} */
export function thinkingBlock(index, pieces, signature) {
  const deltas = pieces.map((thinking) => ({ type: 'thinking_delta', thinking }));
  return blockEvents(index, { type: 'thinking', thinking: '', signature: '' }, [
    ...deltas,
    { type: 'signature_delta', signature },
  ]);
}

/** As the API does it, the first piece of a tool's input is empty. @param {number} index @param {JsonObject} block @param {string[]} pieces @returns {FakeEvent[]} */
export function toolBlock(index, block, pieces) {
  const deltas = ['', ...pieces].map((partial) => ({ type: 'input_json_delta', partial_json: partial }));
  return blockEvents(index, { ...block, input: {} }, deltas);
}

/** @param {string} text */
function textDelta(text) {
  return { type: 'text_delta', text };
}

/** Cut after every run of white space. @param {string} text @returns {string[]} */
export function wordsOf(text) {
  return text === '' ? [] : text.split(/(?<=\s)(?=\S)/);
}

/** @param {JsonObject} input @returns {string[]} */
function jsonPieces(input) {
  const json = JSON.stringify(input);
  return json === '{}' ? [] : (json.match(/[\s\S]{1,12}/gu) ?? []);
}

/** The stream that says what a whole message says. @param {JsonObject} message @returns {FakeEvent[]} */
export function eventsOf({ content, stop_reason, stop_sequence, stop_details, container, usage, ...rest }) {
  const start = {
    ...rest,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...usage, output_tokens: 1 },
  };
  const blocks = content.flatMap((/** @type {JsonObject} */ block, /** @type {number} */ index) =>
    eventsOfBlock(index, block),
  );
  const delta = { stop_reason, stop_sequence, ...withoutUndefined({ stop_details, container }) };
  return [
    { type: 'message_start', message: start },
    { type: 'ping' },
    ...blocks,
    ...messageEnd(delta, usage),
  ];
}

/** @param {JsonObject} fields */
function withoutUndefined(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** @param {number} index @param {JsonObject} block @returns {FakeEvent[]} */
function eventsOfBlock(index, block) {
  return EVENTS_OF_BLOCK[block.type]?.(index, block) ?? wholeBlock(index, block);
}

/** @type {Record<string, (index: number, block: JsonObject) => FakeEvent[]>} */
const EVENTS_OF_BLOCK = {
  text: (index, { text, citations, ...rest }) =>
    blockEvents(index, { ...rest, text: '', ...withoutUndefined({ citations: citations && [] }) }, [
      ...wordsOf(text).map(textDelta),
      ...(citations ?? []).map((/** @type {JsonObject} */ citation) => ({
        type: 'citations_delta',
        citation,
      })),
    ]),
  thinking: (index, { thinking, signature }) => thinkingBlock(index, wordsOf(thinking), signature),
  tool_use: (index, { input, ...block }) => toolBlock(index, block, jsonPieces(input)),
  server_tool_use: (index, { input, ...block }) => toolBlock(index, block, jsonPieces(input)),
  mcp_tool_use: (index, { input, ...block }) => toolBlock(index, block, jsonPieces(input)),
};

/** The whole message that a stream adds up to. A second `message_start` does not begin it anew. @param {FakeEvent[]} events @returns {JsonObject} */
export function messageOf(events) {
  const start = events.find(({ type }) => type === 'message_start');
  const end = events.findLast(({ type }) => type === 'message_delta');
  const content = events
    .filter(({ type }) => type === 'content_block_start')
    .map((event) => blockOf(event, events));
  return {
    ...start?.message,
    content,
    ...end?.delta,
    usage: { ...start?.message.usage, ...end?.usage },
  };
}

/** @param {FakeEvent} blockStart @param {FakeEvent[]} events @returns {JsonObject} */
function blockOf({ index, content_block: block }, events) {
  const deltas = events.filter((event) => event.type === 'content_block_delta' && event.index === index);
  return deltas.length === 0
    ? block
    : withDeltas(
        block,
        deltas.map(({ delta }) => delta),
      );
}

/** @param {JsonObject} block @param {JsonObject[]} deltas @returns {JsonObject} */
function withDeltas(block, deltas) {
  const joined = (/** @type {string} */ field) => deltas.map((delta) => delta[field] ?? '').join('');
  const citations = deltas.flatMap(({ citation }) => citation ?? []);
  /** @type {Record<string, () => JsonObject>} */
  const additions = {
    text: () => ({ text: block.text + joined('text'), ...(citations.length > 0 && { citations }) }),
    thinking: () => ({
      thinking: block.thinking + joined('thinking'),
      signature: (block.signature ?? '') + joined('signature'),
    }),
  };
  return { ...block, ...(additions[block.type]?.() ?? { input: inputOf(joined('partial_json')) }) };
}

/** Input that was cut short is no JSON: a whole message then has none. @param {string} json @returns {JsonObject} */
function inputOf(json) {
  try {
    return JSON.parse(json || '{}');
  } catch {
    return {};
  }
}
