import '../styles/all-components.js';

import { Notifications } from '@mantine/notifications';

/** Where notices appear; loaded behind the first view, which has none. */
export default function Overlays() {
  return <Notifications className="notices" position="top-center" />;
}
