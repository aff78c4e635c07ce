import { Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';

import { ApiError, messageOf } from '../api/api-error.js';
import { changeSession } from '../api/query-client.js';
import { Logo } from '../shell/logo.js';
import { signIn } from './session-api.js';

/** The way in: the master key or an admin key. */
export function SignInPage() {
  const field = useRef<HTMLInputElement>(null);
  const attempt = useMutation({
    mutationFn: (key: string) => signIn(key === '' ? undefined : key),
    onSuccess: changeSession,
    onError: () => field.current?.select(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt.mutate(field.current?.value.trim() ?? '');
  };
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper w="100%" maw={400} p="xl" withBorder>
        <form onSubmit={submit}>
          <Stack gap="lg">
            <Stack gap={4}>
              <Logo />
              <Title order={1} size="h3" mt="md">
                Sign in
              </Title>
              <Text size="sm" c="dimmed">
                With the master key or an admin key. Virtual keys are for the LLM API.
              </Text>
            </Stack>
            <PasswordInput
              label="Key"
              name="key"
              autoComplete="current-password"
              autoFocus
              spellCheck={false}
              placeholder="sk-…"
              ref={field}
              error={attempt.error && explain(attempt.error)}
            />
            <Button type="submit" loading={attempt.isPending} fullWidth>
              Sign in
            </Button>
            <LostKey />
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

function LostKey() {
  return (
    <Text size="sm" c="dimmed">
      Whoever runs the gateway set the master key as <code>TOLLGATE_MASTER_KEY</code> or in its configuration
      file, and can make you an admin key.
    </Text>
  );
}

function explain(error: Error): string {
  if (!(error instanceof ApiError) || error.status !== 429) return messageOf(error);
  const { retryAfterSeconds } = error;
  const wait = retryAfterSeconds === undefined ? 'a while' : `${retryAfterSeconds} s`;
  return `Too many wrong keys. Try again in ${wait}.`;
}
