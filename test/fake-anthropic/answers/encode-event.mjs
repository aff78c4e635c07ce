// @ts-check

/** @typedef {import('../start-fake-anthropic.mjs').FakeEvent} FakeEvent */
/** @typedef {import('../start-fake-anthropic.mjs').Misbehaviour} Misbehaviour */

const PADDING = ' '.repeat(9);

/** One server-sent event as bytes. @param {FakeEvent} event @param {Misbehaviour} spec @returns {Buffer} */
export function encodeEvent(event, spec) {
  return encodeFrame(event.type, jsonOf(event, spec), spec);
}

/** @param {string} name @param {string} data @param {Misbehaviour} spec @returns {Buffer} */
export function encodeFrame(name, data, { lineEnding = '\n' }) {
  return Buffer.from(`event: ${name}${lineEnding}data: ${data}${lineEnding}${lineEnding}`);
}

/** @param {FakeEvent} event @param {Misbehaviour} spec */
function jsonOf(event, { padding, escapeNonAscii }) {
  const json = JSON.stringify(event);
  const escaped = escapeNonAscii ? json.replace(/[\u0080-\uffff]/g, escapeUnit) : json;
  return padding ? `${escaped.slice(0, -1)}${PADDING}}` : escaped;
}

/** @param {string} unit a UTF-16 code unit */
function escapeUnit(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
