import { sharedKey } from '../shared-state/shared-keys.js';
import type { SpendWindow } from './spend-window.js';

/** Before the name of an account: what is spent and reserved in a window of a subject. */
export const ACCOUNT_PREFIX = sharedKey('account', '');
/** Before a subject: the windows that it has accounts of. */
export const INDEX_PREFIX = sharedKey('accounts', '');
/** Before the name of an account: what was settled while it is loaded. */
export const TOLD_PREFIX = sharedKey('told', '');

/** `key:ID:START:END` */
export function accountName(window: SpendWindow): string {
  return `${window.subject}:${spanName(window)}`;
}

/** `START:END` */
export function spanName({ startMs, endMs }: SpendWindow): string {
  return `${startMs}:${endMs}`;
}
