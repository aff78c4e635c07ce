// @ts-check
import { allBlocks } from './content-blocks.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */
/** @typedef {import('./rule-context.mjs').Rule} Rule */

const MAX_BREAKPOINTS = 4;

/** Breakpoints in the order in which the prompt is read: tools, system, messages. @param {JsonObject} body @returns {JsonObject[]} */
function breakpoints(body) {
  const system = Array.isArray(body.system) ? body.system : [];
  const holders = [...(body.tools ?? []), ...system, ...allBlocks(body).map(({ block }) => block), body];
  return holders.flatMap(({ cache_control: cacheControl }) => cacheControl ?? []);
}

/** @type {Rule} */
const hasFewBreakpoints = (body) => {
  const found = breakpoints(body).length;
  return found > MAX_BREAKPOINTS
    ? `A maximum of ${MAX_BREAKPOINTS} blocks with cache_control may be provided. Found ${found}.`
    : undefined;
};

/** @type {Rule} */
const putsLongLivedFirst = (body) => {
  const lives = breakpoints(body).map(({ ttl }) => ttl ?? '5m');
  const firstShort = lives.indexOf('5m');
  return firstShort >= 0 && lives.lastIndexOf('1h') > firstShort
    ? "cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block."
    : undefined;
};

/** @type {ReadonlyArray<Rule>} */
export const CACHE_RULES = [hasFewBreakpoints, putsLongLivedFirst];
