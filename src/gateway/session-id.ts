import type { IncomingHttpHeaders } from 'node:http';

const CLAUDE_CODE_SESSION_HEADER = 'x-claude-code-session-id';
const MOST_LENGTH = 200;

/**
 * The conversation that a request belongs to: Claude Code's header, else the session that `metadata.user_id` names
 * (Claude Code writes `user_…_account_…_session_ID`, or JSON with a `session_id`).
 */
export function sessionIdOf(headers: IncomingHttpHeaders, userId: string | undefined): string | undefined {
  const fromHeader = headers[CLAUDE_CODE_SESSION_HEADER];
  const sessionId =
    typeof fromHeader === 'string' && fromHeader !== '' ? fromHeader : sessionOfUserId(userId);
  return sessionId?.slice(0, MOST_LENGTH);
}

function sessionOfUserId(userId: string | undefined): string | undefined {
  if (userId === undefined) return undefined;
  return /"session_id"\s*:\s*"([^"]+)"/.exec(userId)?.[1] ?? /_session_([\w-]+)$/.exec(userId)?.[1];
}
