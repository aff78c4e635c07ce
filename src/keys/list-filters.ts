import type { KeyStatus } from './managed-key.js';

/** Which keys are wanted. */
export interface KeyFilter {
  teamId?: string;
  userId?: string;
  /** What the name begins with, in small or capital letters. */
  name?: string;
  status?: KeyStatus;
}

/** Which users are wanted. */
export interface UserFilter {
  teamId?: string;
  /** What the name begins with, in small or capital letters. */
  name?: string;
  email?: string;
}
