import { Group, Radio, Stack, Text } from '@mantine/core';

import type { DeploymentForm } from './deployment-values.js';
import { WAY_NAMES, WAYS } from './ways.js';

/** Chooses the way to Claude: the provider, and whose credential it is. */
export function WayField({ form }: { form: DeploymentForm }) {
  return (
    <Radio.Group aria-label="Provider" {...form.getInputProps('way')}>
      <Stack gap="xs">
        {WAY_NAMES.map((name) => (
          <Radio.Card key={name} value={name} p="sm">
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator mt={2} />
              <div>
                <Text size="sm" fw={550}>
                  {WAYS[name].label}
                </Text>
                <Text size="xs" c="dimmed">
                  {WAYS[name].description}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
