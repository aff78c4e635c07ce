import '../styles/all-components.js';

import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';

/** Where dialogs and notices appear; loaded behind the first view, which needs neither. */
export default function Overlays() {
  return (
    <>
      <ModalsProvider>{null}</ModalsProvider>
      <Notifications className="notices" position="top-center" />
    </>
  );
}
