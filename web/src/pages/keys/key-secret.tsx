import { Button, Code, Group, NativeSelect, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { useState } from 'react';

import { CopyButton } from '../../components/copy-button.js';
import { SecretOnce } from '../../components/secret-once.js';
import { SNIPPETS } from './snippets.js';
import { useKeyModels } from './use-key-models.js';

interface KeySecretProps {
  secret: string;
  onDone: () => void;
}

const PLACEHOLDER_MODEL = 'claude-sonnet-4-5';
const WAITING_HEIGHT = 260;

/** A key, shown this once, with what it takes to use it. */
export function KeySecret({ secret, onDone }: KeySecretProps) {
  return (
    <Stack gap="lg" maw={880}>
      <SecretOnce secret={secret} name="key" />
      <UseIt secret={secret} />
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}

function UseIt({ secret }: { secret: string }) {
  const models = useKeyModels(secret);
  const [chosen, setChosen] = useState<string>();
  const model = chosen ?? models?.[0] ?? PLACEHOLDER_MODEL;
  return (
    <Stack gap="sm" component="section" aria-label="Use it">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Use it
        </Title>
        {models !== undefined && models.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label="Model"
            data={models}
            value={model}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
      </Group>
      {models?.length === 0 && (
        <Text size="sm" c="error">
          The gateway serves no model that this key may use at the moment.
        </Text>
      )}
      {models === undefined ? (
        <Skeleton height={WAITING_HEIGHT} />
      ) : (
        <Snippets secret={secret} model={model} />
      )}
    </Stack>
  );
}

function Snippets({ secret, model }: { secret: string; model: string }) {
  const call = { secret, model, origin: window.location.origin };
  return (
    <Tabs defaultValue={SNIPPETS[0]?.label} keepMounted={false}>
      <Tabs.List aria-label="Ways to use it">
        {SNIPPETS.map(({ label }) => (
          <Tabs.Tab key={label} value={label}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {SNIPPETS.map(({ label, textOf }) => (
        <Tabs.Panel key={label} value={label} pt="sm">
          <Group align="flex-start" wrap="nowrap" gap="xs">
            <Code block flex={1} miw={0} className="breaks" tabIndex={0} role="region" aria-label={label}>
              {textOf(call)}
            </Code>
            <CopyButton text={textOf(call)} label="Copy it" />
          </Group>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
