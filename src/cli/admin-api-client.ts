import type { AdminConnection } from './admin-connection.js';
import { describeRefusal } from './describe-refusal.js';
import { CommandFailure, EXIT } from './command-failure.js';

const TIMEOUT_MS = 60_000;
const PAGE = 100;

/** A call of the admin API; what is undefined in `query` is left out. */
export interface AdminCall {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

/** A page of a list as the API gives it. */
export interface AdminList<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** Talks to a gateway's admin API. Whatever is not a success is a CommandFailure with a line for people. */
export class AdminApiClient {
  constructor(private readonly connection: AdminConnection) {}

  /** The answer to one call. */
  async call<T>({ method = 'GET', path, query = {}, body }: AdminCall): Promise<T> {
    const { url, adminKey } = this.connection;
    const response = await this.send(`${url}${path}${queryString(query)}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(adminKey === undefined ? {} : { authorization: `Bearer ${adminKey}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'manual',
    });
    const answer = parseJson(response.text);
    if (response.status >= 200 && response.status < 300 && answer !== undefined) return answer as T;
    throw describeRefusal({ ...response, answer }, this.connection);
  }

  /** A list up to `most` entries, of as many pages as that takes. */
  async list<T>(call: Omit<AdminCall, 'method' | 'body'>, most: number): Promise<AdminList<T>> {
    const data: T[] = [];
    let cursor: string | undefined;
    for (;;) {
      const limit = Math.min(PAGE, most - data.length);
      const page = await this.call<AdminList<T>>({ ...call, query: { ...call.query, limit, cursor } });
      data.push(...page.data);
      if (page.next_cursor === null || data.length >= most) return { ...page, data };
      cursor = page.next_cursor;
    }
  }

  private async send(
    url: string,
    request: RequestInit,
  ): Promise<{ status: number; text: string; location: string | null }> {
    try {
      const response = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
      return {
        status: response.status,
        text: await response.text(),
        location: response.headers.get('location'),
      };
    } catch (error) {
      throw new CommandFailure(
        EXIT.notReachable,
        `No gateway answers at ${this.connection.url} (${reasonOf(error)}). Start it with "tollgate", or say where it is by --url or TOLLGATE_URL.`,
      );
    }
  }
}

function queryString(query: NonNullable<AdminCall['query']>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  const text = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return text === '' ? '' : `?${text}`;
}

/** An empty answer says all there is to say. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer in ${TIMEOUT_MS / 1000} s`;
  const { code, message } = (error.cause ?? error) as { code?: string; message?: string };
  return code ?? message ?? error.message;
}
