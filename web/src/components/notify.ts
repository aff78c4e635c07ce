import { notifications } from '@mantine/notifications';

import { messageOf } from '../api/api-error.js';

/** Says in a corner that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green' });
}

/** Says in a corner why something was not done, for as long as it takes to read. */
export function notifyFailed(error: unknown): void {
  notifications.show({
    title: 'That did not work',
    message: messageOf(error),
    color: 'red',
    autoClose: 12_000,
  });
}
