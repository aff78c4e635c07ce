import { Box, Button, Group, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';

import { changeSession } from '../api/query-client.js';
import { When } from '../components/when.js';
import { signOut } from '../session/session-api.js';
import { useSession } from '../session/use-session.js';

/** Who is signed in, until when, and the way out. */
export function WhoIsHere() {
  const { name, role, team_name, expires_at } = useSession();
  const leave = useMutation({ mutationFn: signOut, onSettled: () => changeSession(null) });
  return (
    <Box className="who-is-here" pt="xs" px="xs">
      <Text size="sm" fw={550} truncate title={name}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {role.replace('_', ' ')}
        {team_name === null ? '' : ` of ${team_name}`}
      </Text>
      <Group justify="space-between" gap={4} mt={4} wrap="nowrap">
        <Text size="xs" c="dimmed">
          until <When value={expires_at} timeOnly />
        </Text>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconLogout size={14} aria-hidden />}
          loading={leave.isPending}
          onClick={() => leave.mutate()}
        >
          Sign out
        </Button>
      </Group>
    </Box>
  );
}
