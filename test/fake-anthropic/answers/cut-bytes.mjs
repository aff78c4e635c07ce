// @ts-check

/** @typedef {import('../start-fake-anthropic.mjs').Misbehaviour} Misbehaviour */

/** Whether every piece has to be a TCP write of its own. @param {Misbehaviour} spec */
export function isCut({ slowBytes, cutSizes, cutAt }) {
  return (slowBytes ?? cutSizes ?? cutAt) !== undefined;
}

/** The same bytes in the pieces that a spec asks for. @param {AsyncIterable<Buffer>} frames @param {Misbehaviour} spec @returns {AsyncIterable<Buffer>} */
export function cutBytes(frames, spec) {
  const size = spec.slowBytes?.size ?? spec.cutSizes;
  if (size !== undefined) return inSizes(frames, size);
  return spec.cutAt ? atOffsets(frames, spec.cutAt) : frames;
}

/** @param {AsyncIterable<Buffer>} frames @param {number} size */
async function* inSizes(frames, size) {
  let rest = Buffer.alloc(0);
  for await (const frame of frames) {
    rest = Buffer.concat([rest, frame]);
    for (; rest.length >= size; rest = rest.subarray(size)) yield rest.subarray(0, size);
  }
  if (rest.length > 0) yield rest;
}

/** @param {AsyncIterable<Buffer>} frames @param {number[]} offsets */
async function* atOffsets(frames, offsets) {
  let position = 0;
  for await (const frame of frames) {
    const start = position;
    const inside = offsets
      .map((offset) => offset - start)
      .filter((offset) => offset > 0 && offset < frame.length);
    const bounds = [0, ...new Set(inside.sort((a, b) => a - b)), frame.length];
    for (const [index, bound] of bounds.slice(1).entries()) yield frame.subarray(bounds[index], bound);
    position += frame.length;
  }
}
