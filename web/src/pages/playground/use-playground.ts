import { useSyncExternalStore } from 'react';

import { useSession } from '../../session/use-session.js';
import { playgroundOf } from './kept-playground.js';
import type { Playground, PlaygroundState } from './playground.js';

/** The conversation of whoever is signed in. */
export function usePlayground(): Playground {
  return playgroundOf(useSession().id);
}

/** A part of its state; the view is drawn again when that part is another one. */
export function usePlaygroundState<Part>(select: (state: PlaygroundState) => Part): Part {
  const { subscribe, snapshot } = usePlayground();
  return useSyncExternalStore(subscribe, () => select(snapshot()));
}
