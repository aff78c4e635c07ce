import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import { ApiError, messageOf } from '../api/api-error.js';

interface ErrorStateProps {
  error: unknown;
  /** Asks again; without it there is no button. */
  onRetry?: () => void;
}

/** What is shown where something could not be shown: what went wrong, and the request's id for whoever reads the log. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title="This could not be loaded">
      <Text size="sm">{messageOf(error)}</Text>
      <Group gap="sm" mt="sm">
        {onRetry !== undefined && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {requestId !== undefined && (
          <Text size="xs" c="dimmed">
            Request <Code>{requestId}</Code>
          </Text>
        )}
      </Group>
    </Alert>
  );
}
