import { Alert } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';

import { useSession } from '../session/use-session.js';

/** Says that nobody needs a key here. */
export function OpenGatewayBanner() {
  const { is_open } = useSession();
  if (!is_open) return null;
  return (
    <Alert
      mb="md"
      color="yellow"
      icon={<IconLockOpen aria-hidden />}
      title="This gateway is open: whoever reaches it on this machine owns it"
    >
      Set <code>TOLLGATE_MASTER_KEY</code> and start it again, and it asks for a key.
    </Alert>
  );
}
