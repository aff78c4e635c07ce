import type { KeptSources } from '../config/kept-sources.js';

/** What a worker needs to start: the configuration as the primary has read it. */
export interface WorkerTerms {
  /** From 1 on; whoever takes the place of one that has ended has its number. */
  readonly number: number;
  readonly sources: KeptSources;
  /** Where the log goes. */
  readonly isTerminal: boolean;
}

/** An error on its way to the primary, with what describes a failed start. */
export interface SentError {
  readonly message: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly causeCode?: string;
}

/** From the primary. */
export type MessageToWorker =
  | { readonly kind: 'start'; readonly terms: WorkerTerms }
  /** It may listen now. */
  | { readonly kind: 'listen' }
  | { readonly kind: 'stop'; readonly noticeMs: number }
  /** Asks for the metrics of this worker. */
  | { readonly kind: 'tell_metrics'; readonly question: number }
  /** Answers `want_metrics`: those of all workers. */
  | { readonly kind: 'all_metrics'; readonly question: number; readonly page: string };

/** From a worker. */
export type MessageToPrimary =
  /** It hears messages. */
  | { readonly kind: 'born' }
  /** All is open but the port. */
  | { readonly kind: 'prepared' }
  | { readonly kind: 'listening'; readonly url: string }
  /** It cannot start, and ends. */
  | { readonly kind: 'failed'; readonly error: SentError }
  | { readonly kind: 'metrics'; readonly question: number; readonly page: string }
  /** Asks for the metrics of all workers. */
  | { readonly kind: 'want_metrics'; readonly question: number };

export function sendableError(error: unknown): SentError {
  const { message, code, syscall, cause } = (error ?? {}) as Error & { code?: string; syscall?: string };
  const causeCode = (cause as { code?: string } | undefined)?.code;
  return { message: message ?? String(error), code, syscall, causeCode };
}

export function receivedError({ message, code, syscall, causeCode }: SentError): Error {
  return Object.assign(new Error(message, { cause: { code: causeCode } }), { code, syscall });
}
