import { queryClient, SESSION_KEY } from '../../api/query-client.js';
import { Playground } from './playground.js';

let kept: { sessionId: string; playground: Playground } | undefined;

/** The conversation of a session: the same one for as long as it lasts, whichever page is shown. */
export function playgroundOf(sessionId: string): Playground {
  if (kept?.sessionId === sessionId) return kept.playground;
  forget();
  kept = { sessionId, playground: new Playground(lookForSession) };
  return kept.playground;
}

queryClient.getQueryCache().subscribe(({ query }) => {
  const [name] = query.queryKey as readonly unknown[];
  // Nobody is signed in any more.
  if (name === SESSION_KEY[0] && query.state.data === null) forget();
});

function forget(): void {
  kept?.playground.stop();
  kept = undefined;
}

function lookForSession(): void {
  void queryClient.invalidateQueries({ queryKey: SESSION_KEY });
}
