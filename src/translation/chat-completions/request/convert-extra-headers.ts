import { invalid, readObject, readOptional, readString } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

const PATH = 'extra_headers';
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const MOST_LENGTH = 8192;
const BETA_HEADER = 'anthropic-beta';

/** Headers of the connection, of the body that the gateway writes, and of credentials: never the caller's to set. */
const REFUSED_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'cookie',
  'content-length',
  'content-type',
  'content-encoding',
  'accept-encoding',
  'expect',
  'authorization',
  'x-api-key',
]);
const REFUSED_PREFIXES = ['proxy-', 'x-tollgate-', 'x-litellm-'];

/**
 * The body's `extra_headers` by lower-case name. Those that must not pass are noted as dropped; `anthropic-beta`
 * becomes betas of the notes.
 */
export function convertExtraHeaders(value: unknown, notes: TranslationNotes): Record<string, string> {
  const given = readOptional(readObject, value, PATH);
  if (given === undefined) return {};
  const headers = Object.entries(given);
  assertNotTooLong(headers);
  const passing = headers.flatMap(([name, text]): [string, string][] => {
    const header: [string, string] = [name.toLowerCase(), readHeaderValue(name, text)];
    return mayPass(header[0], name, notes) ? [header] : [];
  });
  const isBeta = ([name]: [string, string]) => name === BETA_HEADER;
  for (const beta of passing.filter(isBeta).flatMap(([, text]) => splitBetas(text))) notes.needBeta(beta);
  return Object.fromEntries(passing.filter((header) => !isBeta(header)));
}

/** Servers refuse longer ones without saying which header is to blame. */
function assertNotTooLong(headers: [string, unknown][]): void {
  const length = headers.reduce(
    (sum, [name, value]) => sum + name.length + (typeof value === 'string' ? value.length : 0),
    0,
  );
  if (length > MOST_LENGTH)
    throw invalid(PATH, `"${PATH}" must have at most ${MOST_LENGTH} characters in all.`);
}

function readHeaderValue(name: string, value: unknown): string {
  const path = `${PATH}.${name}`;
  if (!HEADER_NAME.test(name)) throw invalid(path, `"${path}" has a name that HTTP does not allow.`);
  const text = readString(value, path);
  if (HEADER_VALUE.test(text)) return text;
  throw invalid(path, `"${path}" holds a character that HTTP does not allow in a header.`);
}

function mayPass(header: string, callerName: string, notes: TranslationNotes): boolean {
  const isRefused =
    REFUSED_HEADERS.has(header) || REFUSED_PREFIXES.some((prefix) => header.startsWith(prefix));
  if (isRefused) notes.drop(`${PATH}.${callerName}`);
  return !isRefused;
}

function splitBetas(text: string): string[] {
  return text.split(',').flatMap((beta) => beta.trim() || []);
}
