import type { AdminStack } from '../admin/start-admin.js';

type Answer = Awaited<ReturnType<AdminStack['call']>>;

/** A browser that has signed in. */
export interface ConsoleClient {
  /** `name=value`, as a browser sends it. */
  cookie: string;
  /** What the sign-in answered. */
  session: Answer['body'];
  /** Calls with the cookie, and the CSRF token too; `headers` go before both. */
  call: (route: string, options?: { body?: unknown; headers?: Record<string, string> }) => Promise<Answer>;
}

/** The cookie that an answer sets, as `name=value`. */
export function cookieOf({ headers }: Pick<Answer, 'headers'>): string {
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** Signs in with a key, or without one on an open gateway. */
export async function signIn({ call }: Pick<AdminStack, 'call'>, key?: string): Promise<ConsoleClient> {
  const answer = await call('POST /admin/session', { key: null, body: key === undefined ? {} : { key } });
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  const cookie = cookieOf(answer);
  const own = { cookie, 'x-tollgate-csrf-token': answer.body.csrf_token as string };
  return {
    cookie,
    session: answer.body,
    call: (route, { body, headers } = {}) =>
      call(route, { key: null, body, headers: { ...own, ...headers } }),
  };
}
