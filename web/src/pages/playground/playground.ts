import {
  type Answer,
  type Draft,
  type Failure,
  NOTHING_SAID,
  openToolCalls,
  type Question,
  type Saying,
  type ToolCall,
  type ToolResult,
  type Turn,
} from './conversation.js';
import { parseTools } from './parse-tools.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { AnswerFailedError } from './wire/answer-failed-error.js';
import { APIS } from './wire/apis.js';
import { ask } from './wire/ask.js';

/** All that the page shows. It is replaced, never changed, so that views see by identity what is new. */
export interface PlaygroundState {
  settings: Settings;
  turns: readonly Turn[];
  draft: Draft;
  isAnswering: boolean;
  /** Why nothing was sent. */
  problem: string | undefined;
}

type Ending = Pick<Answer, 'state' | 'failure'>;

const NEW: PlaygroundState = {
  settings: DEFAULT_SETTINGS,
  turns: [],
  draft: NOTHING_SAID,
  isAnswering: false,
  problem: undefined,
};

/** A conversation with a model. It goes on while its page is not shown, and is nowhere but in memory. */
export class Playground {
  private state = NEW;
  private readonly listeners = new Set<() => void>();
  private abort: AbortController | undefined;
  private lastNumber = 0;
  private frame: number | undefined;

  /** @param onRefused hears of calls that the gateway took for those of nobody: the session may have ended. */
  constructor(private readonly onRefused: () => void) {}

  readonly snapshot = (): PlaygroundState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly setSettings = (changes: Partial<Settings>): void =>
    this.set({ settings: { ...this.state.settings, ...changes }, problem: undefined });

  readonly setDraft = (changes: Partial<Draft>): void =>
    this.set({ draft: { ...this.state.draft, ...changes }, problem: undefined });

  /** Sends what was drafted. */
  readonly send = (): void => {
    const { turns, draft } = this.state;
    const results = openToolCalls(turns.at(-1)).map((call) => resultFor(call, draft));
    if (this.ask(turns, { ...draft, results })) this.set({ draft: NOTHING_SAID });
  };

  /** Says something else in the place of a question; what came after it is forgotten. */
  readonly resend = (questionId: string, draft: Draft): void => {
    const { turns } = this.state;
    const position = turns.findIndex(({ id }) => id === questionId);
    this.ask(turns.slice(0, position), draft);
  };

  /** Asks once more for the last answer. */
  readonly regenerate = (): void => {
    const { turns } = this.state;
    const position = turns.findLastIndex(({ kind }) => kind === 'question');
    const question = turns[position];
    if (question?.kind === 'question') this.ask(turns.slice(0, position), question);
  };

  /** Stops the answer; the gateway stops upstream. */
  readonly stop = (): void => this.abort?.abort();

  /** Forgets the conversation, not the settings. */
  readonly clear = (): void => {
    this.stop();
    this.set({ turns: [], draft: NOTHING_SAID, problem: undefined });
  };

  /** @returns whether it was sent */
  private ask(before: readonly Turn[], draft: Draft): boolean {
    const { settings, isAnswering } = this.state;
    if (isAnswering) return false;
    const problem = problemOf(settings, draft);
    if (problem !== undefined) {
      this.set({ problem });
      return false;
    }
    const { text, pictures, results } = draft;
    const question: Question = { kind: 'question', id: this.newId(), text, pictures, results };
    const asked = [...before, question];
    const api = APIS[settings.api];
    const request = { path: api.path, body: api.requestOf(settings, asked), settings };
    const answer: Answer = { kind: 'answer', id: this.newId(), state: 'waiting', blocks: [], request };
    this.set({ turns: [...asked, answer], isAnswering: true, problem: undefined });
    void this.follow(answer);
    return true;
  }

  private async follow({ id, request }: Answer): Promise<void> {
    const abort = new AbortController();
    this.abort = abort;
    const startedAt = performance.now();
    const change = (changes: Partial<Answer>): void => this.set({ turns: this.withAnswer(id, changes) });
    const changeSoon = (changes: Partial<Answer>): void =>
      this.setSoon({ turns: this.withAnswer(id, changes) });
    let firstTokenMs: number | undefined;
    const onSaying = (saying: Saying): void => {
      if (saying.blocks.length > 0) firstTokenMs ??= performance.now() - startedAt;
      changeSoon({ ...saying, state: 'writing', firstTokenMs });
    };
    const end = await ask(request, { onHead: (head) => change({ head }), onSaying }, abort.signal).then(
      (): Ending => ({ state: 'whole' }),
      (error: unknown) => endingOf(error, abort.signal),
    );
    if (end.failure?.status === 401) this.onRefused();
    if (this.abort === abort) this.abort = undefined;
    change({ ...end, durationMs: performance.now() - startedAt });
    this.set({ isAnswering: this.abort !== undefined });
  }

  private withAnswer(id: string, changes: Partial<Answer>): Turn[] {
    return this.state.turns.map((turn) =>
      turn.id === id && turn.kind === 'answer' ? { ...turn, ...changes } : turn,
    );
  }

  private newId(): string {
    this.lastNumber += 1;
    return `turn-${this.lastNumber}`;
  }

  private set(changes: Partial<PlaygroundState>): void {
    this.state = { ...this.state, ...changes };
    for (const listener of this.listeners) listener();
  }

  /** What comes faster than a screen shows it is drawn together. */
  private setSoon(changes: Partial<PlaygroundState>): void {
    this.state = { ...this.state, ...changes };
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.set({});
    });
  }
}

/** What was written as the result of a tool call. */
export function resultFor({ id, name }: ToolCall, { results }: Draft): ToolResult {
  const written = results.find(({ callId }) => callId === id);
  return written ?? { callId: id, toolName: name, text: '', isError: false };
}

function endingOf(error: unknown, { aborted }: AbortSignal): Ending {
  if (aborted) return { state: 'stopped' };
  return { state: 'failed', failure: failureFrom(error) };
}

function failureFrom(error: unknown): Failure {
  if (error instanceof AnswerFailedError) return error.failure;
  // What fetch throws when a connection was not made, or was lost.
  if (error instanceof TypeError) return { message: 'The connection to the gateway was lost.' };
  return { message: `The answer could not be read: ${String(error)}` };
}

function problemOf(settings: Settings, draft: Draft): string | undefined {
  const { key, model, tools, api, maxTokens } = settings;
  if (key === null) return 'Choose a key first.';
  if (model.trim() === '') return 'Choose a model first.';
  if (api === 'messages' && maxTokens === undefined) return 'The Messages API needs “Max tokens”.';
  if (parseTools(tools).problem !== undefined) return 'The tools cannot be read: look at their field.';
  const isEmpty = draft.text.trim() === '' && draft.pictures.length === 0 && draft.results.length === 0;
  return isEmpty ? 'Write something first.' : undefined;
}
