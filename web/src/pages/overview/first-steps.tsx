import { Anchor, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

import { CopyButton } from '../../components/copy-button.js';

/** What to do on a gateway that nobody has called yet. */
export function FirstSteps() {
  const snippet = [
    `curl ${window.location.origin}/v1/chat/completions \\`,
    `  -H "Authorization: Bearer $TOLLGATE_KEY" -H "Content-Type: application/json" \\`,
    `  -d '{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Hello"}]}'`,
  ].join('\n');
  return (
    <Paper p="lg" component="section" aria-labelledby="first-steps">
      <Title order={2} size="h4" id="first-steps" mb="md">
        Nobody has called this gateway yet
      </Title>
      <Stack component="ol" gap="md" className="plain-list">
        <Step number={1} title="Have a model">
          <Anchor component={Link} href="/models" inherit underline="always">
            Models
          </Anchor>{' '}
          lists what can be called. Add one with an API key, or with the token of{' '}
          <Code>claude setup-token</Code>.
        </Step>
        <Step number={2} title="Make a key">
          <Anchor component={Link} href="/keys" inherit underline="always">
            Keys
          </Anchor>{' '}
          are what people and programs call with; each can have a budget, limits and models of its own.
        </Step>
        <Step number={3} title="Call it">
          With the key in <Code>TOLLGATE_KEY</Code>:
        </Step>
      </Stack>
      <Group align="flex-start" wrap="nowrap" gap="xs" mt="xs">
        <Code block flex={1} tabIndex={0} role="region" aria-label="A call with curl">
          {snippet}
        </Code>
        <CopyButton text={snippet} label="Copy the call" />
      </Group>
    </Paper>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="sm">
      <Text fw={650} c="dimmed" aria-hidden>
        {number}
      </Text>
      <div>
        <Text fw={550}>{title}</Text>
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      </div>
    </Group>
  );
}
