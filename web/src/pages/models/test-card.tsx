import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { answerOf } from '../../api/answer-of.js';
import { messageOf } from '../../api/api-error.js';
import { api } from '../../api/client.js';
import { Card } from '../../components/card.js';
import { useRefresh } from '../../components/use-refresh.js';
import { type Deployment, upstreamModelOf } from './deployment.js';
import { TestResult } from './test-result.js';

/** Asks a deployment for one token. One that answers takes calls again, whatever kept it from that. */
export function TestCard({ deployment }: { deployment: Deployment }) {
  const { id, auth } = deployment;
  const [model, setModel] = useState('');
  const refresh = useRefresh();
  const test = useMutation({
    mutationFn: () => {
      const body = model.trim() === '' ? {} : { model: model.trim() };
      return answerOf(api.POST('/admin/models/{id}/test', { params: { path: { id } }, body }));
    },
    onSettled: refresh,
  });
  const isWildcard = upstreamModelOf(deployment).includes('*');
  return (
    <Card title="Test">
      {auth === 'client_oauth' ? (
        <Text size="sm">
          It is called with the login of its callers: there is nothing to test it with here.
        </Text>
      ) : (
        <Stack gap="sm">
          <Group align="flex-end" gap="sm">
            {isWildcard && (
              <TextInput
                label="Model"
                description="One of those that it stands for"
                placeholder="claude-haiku-4-5"
                value={model}
                onChange={(event) => setModel(event.currentTarget.value)}
              />
            )}
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              Test it
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            Asks for one token. When it answers, it takes calls again.
          </Text>
          {test.data !== undefined && <TestResult outcome={test.data} />}
          {test.error !== null && <Alert color="red" role="alert" title={messageOf(test.error)} />}
        </Stack>
      )}
    </Card>
  );
}
