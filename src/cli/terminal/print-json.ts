import type { Terminal } from './terminal.js';

/** Prints an answer of the API for programs. */
export function printJson(terminal: Pick<Terminal, 'writeOut'>, answer: unknown): void {
  terminal.writeOut(`${JSON.stringify(answer, null, 2)}\n`);
}
