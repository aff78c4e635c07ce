// @ts-check

export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Reads a body to its end and keeps it up to the API's limit, so that a client which is still sending gets to read
 * why it was refused.
 * @param {import('node:http').IncomingMessage} message @returns {Promise<{ rawBody: Buffer, bytes: number }>}
 */
export async function readBody(message) {
  /** @type {Buffer[]} */
  const kept = [];
  let bytes = 0;
  for await (const chunk of message) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) kept.push(chunk);
  }
  return { rawBody: Buffer.concat(kept), bytes };
}
