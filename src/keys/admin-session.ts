import type { AdminActor } from '../access/admin-actor.js';

/** Somebody who is signed in to the console. */
export interface AdminSession {
  id: string;
  /** The same as with the key that it was made with. */
  actor: AdminActor;
  /** Of that key, for people. */
  name: string;
  teamName: string | null;
  /** What every call that changes something has to carry. */
  csrfToken: string;
  createdAt: Date;
  expiresAt: Date;
}
