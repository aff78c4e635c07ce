import type { IncomingHttpHeaders } from 'node:http';

const NAME = 'tollgate_session';
const TOKEN = /^[\w-]{43}$/;

/** The token of a console's session; undefined also when there are several, of which one was not set by this gateway. */
export function readSessionCookie({ cookie }: IncomingHttpHeaders): string | undefined {
  if (cookie === undefined) return undefined;
  const values = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`))
    .map((pair) => pair.slice(NAME.length + 1));
  const [value] = values;
  return values.length === 1 && value !== undefined && TOKEN.test(value) ? value : undefined;
}

/** The `set-cookie` that keeps a token for so long; an empty one for 0 seconds removes it. */
export function sessionCookie(token: string, maxAgeSeconds: number, headers: IncomingHttpHeaders): string {
  const attributes = [
    `${NAME}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${maxAgeSeconds}`,
  ];
  return [...attributes, ...(comesOverHttps(headers) ? ['Secure'] : [])].join('; ');
}

/**
 * By what a proxy says, or the browser of its own page. Whoever lies here gets a cookie that is sent less often, so both
 * can be believed.
 */
function comesOverHttps(headers: IncomingHttpHeaders): boolean {
  const forwarded = String(headers['x-forwarded-proto'] ?? '')
    .split(',')[0]
    ?.trim()
    .toLowerCase();
  return forwarded === 'https' || headers.origin?.startsWith('https://') === true;
}
