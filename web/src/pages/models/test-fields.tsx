import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { messageOf } from '../../api/api-error.js';
import { api } from '../../api/client.js';
import { bodyOf } from './deployment-body.js';
import type { DeploymentForm } from './deployment-values.js';
import { TestResult } from './test-result.js';
import { WAYS } from './ways.js';

interface TestFieldsProps {
  form: DeploymentForm;
  onError: (error: Error) => void;
}

/** Tries what the form says, before it is saved. */
export function TestFields({ form, onError }: TestFieldsProps) {
  const { way, model, test_model } = form.values;
  const test = useMutation({
    mutationFn: () => {
      const body = { ...bodyOf(form.values), ...(test_model.trim() && { test_model: test_model.trim() }) };
      return answerOf(api.POST('/admin/models/test', { body }));
    },
    onMutate: form.clearErrors,
    onError,
  });
  if (WAYS[way].credential === undefined) return null;
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        {model.includes('*') && (
          <TextInput
            label="Model to test with"
            placeholder="claude-haiku-4-5"
            {...form.getInputProps('test_model')}
          />
        )}
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          Test it
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        Asks for one token, and saves nothing.
      </Text>
      {test.data !== undefined && <TestResult outcome={test.data} />}
      {test.error !== null && (
        <Text size="sm" c="error" role="alert">
          {messageOf(test.error)}
        </Text>
      )}
    </Stack>
  );
}
