import { damageText } from './damage-text.js';
import { isContainer, type Json } from './json-places.js';
import { mutateJson } from './mutate-json.js';
import { SeededRandom } from './seeded-random.js';

export interface Mutant {
  /** The valid body that it was made from. */
  original: Json;
  bytes: Buffer;
  text: string;
  /** Undefined when the bytes are no UTF-8 JSON. */
  value: Json | undefined;
}

/** Far enough apart that the numbers of neighbours have nothing in common. */
const SEED_STEP = 0x9e3779b1;

/** The mutant of that number; the same for the same seed, whatever was made before it. */
export function makeMutant(bodies: readonly Json[], seed: number, number: number): Mutant {
  const random = new SeededRandom(seed + Math.imul(number, SEED_STEP));
  const original = random.pick(bodies);
  const mutated = random.isLikely(0.65) ? mutateJson(original, random) : original;
  const text = JSON.stringify(mutated);
  const isDamaged = mutated === original || random.isLikely(0.1);
  const bytes = isDamaged ? damageText(text, random) : Buffer.from(text);
  return { original, bytes, text: bytes.toString(), value: parse(bytes) };
}

function parse(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: Json | undefined): value is { [name: string]: Json } {
  return isContainer(value) && !Array.isArray(value);
}
