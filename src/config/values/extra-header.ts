import type { ScalarKind } from './scalar-kind.js';
import { refuse } from './scalar-kind.js';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Credentials have a key of their own, and the connection to upstream is the client's business. */
const REFUSED_NAME =
  /^(authorization|x-api-key|cookie|set-cookie|host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|content-type|content-encoding|accept-encoding|(proxy|x-tollgate|x-litellm)-.*)$/;

/** The value of a header that goes up with every request of a deployment. */
export const extraHeaderValue: ScalarKind<string> = {
  allowed: 'a string that an HTTP header can carry',
  isSecret: true,
  read(value) {
    const header = String(value).trim();
    return HEADER_VALUE.test(header) ? { value: header } : refuse();
  },
};

/** What is wrong with such a header's name, and the cure; undefined: nothing. */
export function problemOfHeaderName(name: string): string | undefined {
  if (!HEADER_NAME.test(name)) return 'is no legal header name; use letters, digits and hyphens';
  if (!REFUSED_NAME.test(name.toLowerCase())) return undefined;
  return "may not be set here; remove it (a credential belongs in api_key, and connection headers are the gateway's own)";
}
