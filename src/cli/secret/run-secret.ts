import type { AdminSession } from '../admin-session.js';
import { CommandFailure, EXIT } from '../command-failure.js';
import { printJson } from '../terminal/print-json.js';

interface ApiReseal {
  readonly resealed: number;
  readonly already_current: number;
  readonly unreadable: number;
}

/** `secret reseal`: what could not be read is exit code 1. */
export async function resealSecrets({ client, terminal, isJson }: AdminSession): Promise<void> {
  const counts = await client.call<ApiReseal>({ method: 'POST', path: '/admin/secret/reseal' });
  if (isJson) printJson(terminal, counts);
  else terminal.print(describe(counts));
  if (counts.unreadable === 0) return;
  throw new CommandFailure(
    EXIT.failed,
    'Some could not be read: "tollgate models list --health unreadable" shows which, and "tollgate models show" what to do.',
  );
}

function describe({ resealed, already_current, unreadable }: ApiReseal): string {
  return `Sealed anew: ${resealed}. Already sealed with the present secret: ${already_current}. Not readable: ${unreadable}.`;
}
