import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const VARIABLE = /\$(?:\$|\{([A-Za-z_]\w*)(?::-([^}]*))?\})/g;

/**
 * @typedef {{
 *   image: string, command?: string[], environment?: Record<string, string>, secrets?: string[], volumes?: string[],
 *   tmpfs?: string[], healthcheck?: { test: string[] }, depends_on?: Record<string, { condition: string }>,
 *   profiles?: string[],
 * }} Service
 * @typedef {{ services: Record<string, Service>, secrets: Record<string, { file: string }> }} ComposeFile
 */

/** Reads docker-compose.yml as Compose does where no variable is set. @param {string} path @returns {ComposeFile} */
export function readComposeFile(path) {
  return interpolate(parse(readFileSync(path, 'utf8'), { merge: true }));
}

/** The services in the order in which `depends_on` has them start. @param {ComposeFile} compose @returns {string[]} */
export function startOrder({ services }) {
  /** @type {string[]} */
  const order = [];
  const add = (/** @type {string} */ name) => {
    for (const needed of Object.keys(services[name]?.depends_on ?? {})) add(needed);
    if (!order.includes(name)) order.push(name);
  };
  for (const [name, { profiles }] of Object.entries(services)) if (profiles === undefined) add(name);
  return order;
}

/** @param {any} value @returns {any} */
function interpolate(value) {
  if (typeof value === 'string') {
    return value.replace(VARIABLE, (whole, name, usual = '') => (whole === '$$' ? '$' : usual));
  }
  if (Array.isArray(value)) return value.map(interpolate);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, interpolate(inner)]));
}
