/** A problem with one field of what was sent. */
export interface FieldProblem {
  /** Path of the field, such as `budget_limits[0].max_budget`. */
  param: string;
  message: string;
}

interface ErrorBody {
  error?: { message?: string; code?: string | null; param?: string | null; details?: FieldProblem[] };
}

const WITHOUT_WORDS: Readonly<Record<number, string>> = {
  404: 'The gateway has no such thing, or not any more.',
  413: 'That is more than the gateway takes.',
  502: 'Something between this page and the gateway did not get an answer from it.',
  503: 'The gateway cannot answer at the moment.',
  504: 'The gateway did not answer in time.',
};

/** What the gateway said to a call that failed, in words for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly problems: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;

  constructor(response: Response, body: unknown) {
    const { error } = (typeof body === 'object' && body !== null ? body : {}) as ErrorBody;
    super(error?.message ?? WITHOUT_WORDS[response.status] ?? `The gateway answered ${response.status}.`);
    this.name = new.target.name;
    this.status = response.status;
    this.code = error?.code ?? undefined;
    this.problems = error?.details ?? problemOf(error);
    this.retryAfterSeconds = Number(response.headers.get('retry-after')) || undefined;
    this.requestId = response.headers.get('x-request-id') ?? undefined;
  }

  /** Field → what is wrong with it, as forms take it. */
  get fieldErrors(): Record<string, string> {
    return Object.fromEntries(this.problems.map(({ param, message }) => [param, message]));
  }
}

/** What went wrong, as one sentence. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  // What fetch throws when there was no answer at all.
  if (error instanceof TypeError) return 'The gateway did not answer. Is it running, and is the network up?';
  return error instanceof Error ? error.message : String(error);
}

function problemOf(error: ErrorBody['error']): FieldProblem[] {
  return error?.param && error.message ? [{ param: error.param, message: error.message }] : [];
}
