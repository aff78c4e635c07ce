/**
 * The one place where the gateway computes outside of JavaScript. Every byte of a request body is looked at before it
 * goes up, nearly all of them lie in strings, and one at a time they hold up all other requests: 16 at a time they
 * cost a fraction of that. The routine is json-string.wat; it answers only "up to here nothing is amiss", so that what
 * an error is, and where, stays the JavaScript scanner's word.
 */
import { JSON_STRING_WASM } from './json-string-wasm.js';

interface StringScanner {
  /** The start of the routine's memory: the bytes to look at, and a zero behind them. */
  window: Uint8Array;
  /** How many bytes, from the window's start, are text as a JSON string may have it, escapes whole. */
  skipText: () => number;
}

/** What this file takes of the WebAssembly API, which the types of Node 20 leave out. */
declare const WebAssembly: {
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object) => {
    exports: { memory: { buffer: ArrayBuffer }; skipText: StringScanner['skipText'] };
  };
};

/** The first window is small and each next one twice as large: copying in stays in proportion to the string. */
const FIRST_WINDOW = 512;
/** Small enough that window and routine stay in the processor's nearest cache. */
const LARGEST_WINDOW = 16_384;
/** Of `\u0041`: a stop this close to the window's end may be an escape that is cut off there. */
const LONGEST_ESCAPE = 6;

let scanner: StringScanner | undefined;
let isTried = false;

/**
 * From `at`, which is in a JSON string and not behind a backslash, to a byte up to which the string is well-formed. It
 * is a closing quote, the start of something wrong or unfinished, or the end of `bytes`; or `at` itself where this
 * machine has no WebAssembly with SIMD.
 */
export function skipLongText(bytes: Buffer, at: number): number {
  const found = findScanner();
  if (found === undefined) return at;
  for (let size = FIRST_WINDOW; ; size = Math.min(size * 2, LARGEST_WINDOW)) {
    const copied = bytes.copy(found.window, 0, at, at + size);
    found.window[copied] = 0;
    const skipped = found.skipText();
    at += skipped;
    if (skipped === 0 || skipped <= copied - LONGEST_ESCAPE) return at;
  }
}

/** Scanning is synchronous: one scanner, with one memory, serves the whole process. */
function findScanner(): StringScanner | undefined {
  if (!isTried) scanner = createScanner();
  isTried = true;
  return scanner;
}

/** Without WebAssembly, SIMD or memory for them the gateway is slower with large bodies, and no less right. */
function createScanner(): StringScanner | undefined {
  try {
    const module = new WebAssembly.Module(Buffer.from(JSON_STRING_WASM, 'base64'));
    const { memory, skipText } = new WebAssembly.Instance(module).exports;
    return { window: new Uint8Array(memory.buffer), skipText };
  } catch {
    return undefined;
  }
}
