import type { JsonObject } from '../../fake-anthropic/start-fake-anthropic.mjs';

/** Whose spend it is. */
export type SubjectKind = 'key' | 'team' | 'user';

/** A key, team or user as the admin API made it. */
export interface Subject {
  kind: SubjectKind;
  id: string;
  name: string;
  createdAtMs: number;
  /** Of its budgets' windows; undefined stands for ever. */
  durations: (string | undefined)[];
  /** The secret of a key. */
  key: string;
}

/** A usage record as the CSV export has it. */
export interface ExportedRecord {
  requestId: string;
  attemptId: string;
  keyId: string;
  teamId: string;
  userId: string;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number;
  isEstimated: boolean;
  isSuspect: boolean;
  result: string;
  status: number;
  errorType: string;
  errorCode: string;
  isStream: boolean;
  createdAtMs: number;
  /** All columns, as they were written. */
  columns: Readonly<Record<string, string>>;
}

/** What a scenario asks of the admin API. */
export interface Admin {
  /** `ask('POST /admin/keys', {…})`; throws when it is refused. */
  ask(route: string, body?: object): Promise<JsonObject>;
  make(kind: SubjectKind, settings?: object): Promise<Subject>;
  /** Spend of a subject in its window, as its own page shows it. */
  spendOf(subject: Subject): Promise<number>;
  /** All records that match, such as `key_id=…`. */
  records(query?: string): Promise<ExportedRecord[]>;
}

/** `origin` is asked for at each call: a gateway that is started again has another. */
export function makeAdmin(origin: () => string, masterKey: string, onKey: (key: string) => void): Admin {
  const request = async (route: string, body?: object): Promise<string> => {
    const [method, path] = route.split(' ') as [string, string];
    const response = await fetch(origin() + path, {
      method,
      headers: {
        authorization: `Bearer ${masterKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${route}: ${response.status} ${text}`);
    return text;
  };
  const ask = async (route: string, body?: object): Promise<JsonObject> =>
    JSON.parse((await request(route, body)) || '{}');
  return {
    ask,
    make: async (kind, settings = {}) => {
      const made = await ask(`POST /admin/${kind}s`, { name: `a ${kind}`, ...settings });
      if (kind === 'key') onKey(made.key);
      return subjectOf(kind, made);
    },
    spendOf: async ({ kind, id }) => nanoUsd((await ask(`GET /admin/${kind}s/${id}`)).spend),
    records: async (query = '') => readCsv(await request(`GET /admin/usage?format=csv&${query}`)),
  };
}

function subjectOf(
  kind: SubjectKind,
  { id, name, key = '', created_at, budget_duration, budget_limits }: JsonObject,
): Subject {
  const further = (budget_limits as { budget_duration: string | null }[]).map(
    (limit) => limit.budget_duration ?? undefined,
  );
  return {
    kind,
    id,
    name,
    key,
    createdAtMs: Date.parse(created_at),
    durations: [budget_duration ?? undefined, ...further],
  };
}

/** Exact: dollars have at most nine decimals. */
export function nanoUsd(amount: number | string): number {
  return Math.round(Number(amount) * 1e9);
}

/** The names that scenarios give hold neither quotes nor commas. */
function readCsv(text: string): ExportedRecord[] {
  const [head = '', ...lines] = text.trim().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return recordOf(Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])));
  });
}

function recordOf(columns: Record<string, string>): ExportedRecord {
  const text = (name: string): string => columns[name] ?? '';
  return {
    requestId: text('request_id'),
    attemptId: text('attempt_id'),
    keyId: text('key_id'),
    teamId: text('team_id'),
    userId: text('user_id'),
    inputTokens: Number(text('input_tokens')),
    outputTokens: Number(text('output_tokens')),
    costNanoUsd: nanoUsd(text('cost_usd')),
    isEstimated: text('is_estimated') === 'true',
    isSuspect: text('is_suspect') === 'true',
    result: text('result'),
    status: Number(text('status')),
    errorType: text('error_type'),
    errorCode: text('error_code'),
    isStream: text('stream') === 'true',
    createdAtMs: Date.parse(text('created_at')),
    columns,
  };
}
