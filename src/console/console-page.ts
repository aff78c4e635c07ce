import { randomBytes } from 'node:crypto';

const NONCE_PLACE = '__CSP_NONCE__';
const NONCE_BYTES = 16;

/** What every answer of the console carries. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Shown when the console was not built. */
export const MISSING_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Tollgate</title>
  </head>
  <body>
    <h1>The console is not built</h1>
    <p>Run <code>npm run build</code> in Tollgate's folder and load this page again. The APIs work without it.</p>
  </body>
</html>
`;

/** The page with a nonce of its own, and the policy that lets nothing run but its files. */
export function consolePage(index: string): { body: string; policy: string } {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  return { body: index.replaceAll(NONCE_PLACE, nonce), policy: contentSecurityPolicy(nonce) };
}

/** Without a nonce no inline style holds either. */
export function contentSecurityPolicy(nonce?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
