import type { SentRequest } from '../conversation.js';

/** A request as one pastes it into a terminal, with the key left to fill in. */
export function curlOf({ path, body, settings }: SentRequest): string {
  return [
    `curl ${settings.stream ? '-N ' : ''}${window.location.origin}${path} \\`,
    "  -H 'content-type: application/json' \\",
    '  -H "authorization: Bearer $TOLLGATE_KEY" \\',
    "  --data-binary @- <<'REQUEST'",
    JSON.stringify(body, undefined, 2),
    'REQUEST',
  ].join('\n');
}
