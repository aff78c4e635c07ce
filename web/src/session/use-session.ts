import { createContext, useContext } from 'react';

import type { Session } from '../api/answers.js';
import { type Action, can } from './can.js';

export const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in. Only for what is inside the shell, where somebody always is. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession is only for what is inside <SessionGate>.');
  return session;
}

/** `const can = useCan(); can('keys.write') && <Button>…` */
export function useCan(): (action: Action) => boolean {
  const { role } = useSession();
  return (action) => can(role, action);
}
