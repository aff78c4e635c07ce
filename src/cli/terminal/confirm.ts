import { CommandFailure, EXIT } from '../command-failure.js';
import type { Terminal } from './terminal.js';

/** Asks before something is done that cannot be undone; goes on where nobody is there to be asked. */
export async function confirm(ask: Terminal['ask'], question: string): Promise<void> {
  if (ask === undefined) return;
  const answer = await ask(question);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailure(EXIT.failed, 'Nothing was changed.');
}
