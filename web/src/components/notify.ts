import { type NotificationData, notifications } from '@mantine/notifications';

import { messageOf } from '../api/api-error.js';

/** Says over the page that something was done. */
export function notifyDone(message: string): void {
  showAlone({ message, color: 'green' });
}

/** Says over the page why something was not done, for as long as it takes to read. */
export function notifyFailed(error: unknown): void {
  showAlone({
    title: 'That did not work',
    message: messageOf(error),
    color: 'red',
    autoClose: 12_000,
  });
}

/** Those before it are of the past by then, and two would cover more than the header. */
function showAlone(notice: NotificationData): void {
  notifications.clean();
  notifications.show(notice);
}
