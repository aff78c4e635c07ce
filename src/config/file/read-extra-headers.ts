import type { Scalar, ScalarKind } from '../values/scalar-kind.js';
import { refuse } from '../values/scalar-kind.js';
import type { MapEntry } from '../yaml/config-node.js';
import type { ReadContext, ValueReader } from './read-context.js';
import { entriesOf, scalar } from './value-readers.js';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Credentials have a key of their own, and the connection to upstream is the client's business. */
const REFUSED_NAME =
  /^(authorization|x-api-key|cookie|set-cookie|host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|content-type|content-encoding|accept-encoding|(proxy|x-tollgate|x-litellm)-.*)$/;

const headerValue: ScalarKind<string> = {
  allowed: 'a string that an HTTP header can carry',
  isSecret: true,
  read(value: Scalar) {
    const header = String(value).trim();
    return HEADER_VALUE.test(header) ? { value: header } : refuse();
  },
};

const readValue = scalar(headerValue);

/** Headers that go up with every request of a deployment, under lower-cased names. */
export const readExtraHeaders: ValueReader<Readonly<Record<string, string>>> = (node, context) =>
  Object.fromEntries(
    entriesOf(node, context).flatMap((entry): [string, string][] => {
      const value = readValue(entry.node, context);
      return isAllowedName(entry, context) && value !== undefined ? [[entry.key.toLowerCase(), value]] : [];
    }),
  );

function isAllowedName({ key, keyLocation, node }: MapEntry, { problems }: ReadContext): boolean {
  if (!HEADER_NAME.test(key)) {
    problems.error(`${keyLocation}: ${node.path} is no legal header name; use letters, digits and hyphens.`);
    return false;
  }
  if (!REFUSED_NAME.test(key.toLowerCase())) return true;
  problems.error(
    `${keyLocation}: ${node.path} may not be set here; remove it (a credential belongs in api_key, and connection headers are the gateway's own).`,
  );
  return false;
}
