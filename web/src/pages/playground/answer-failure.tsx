import { Alert, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import type { Failure } from './conversation.js';

/** Why there is no answer, in the gateway's words, with all that whoever looks into it needs. */
export function AnswerFailure({ failure }: { failure: Failure }) {
  const { message, status, type, code, param, requestId, retryAfterSeconds } = failure;
  const facts: [string, string | number | undefined][] = [
    ['Status', status],
    ['Type', type],
    ['Code', code],
    ['Parameter', param],
    ['Request', requestId],
    ['Try again in seconds', retryAfterSeconds],
  ];
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title="No answer">
      <Text size="sm" className="breaks">
        {message}
      </Text>
      <Group gap="sm" mt="xs">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <Text key={name} size="xs">
              {name} <Code>{value}</Code>
            </Text>
          ),
        )}
      </Group>
    </Alert>
  );
}
