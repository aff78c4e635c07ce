import { Accordion, Fieldset, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Fields that belong together, under a title. */
export function FieldSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Fieldset
      legend={
        <Text span fw={650}>
          {title}
        </Text>
      }
    >
      <Stack gap="sm">{children}</Stack>
    </Fieldset>
  );
}

interface FoldedSectionProps {
  /** Unique among the sections of a form. */
  name: string;
  title: string;
  /** What is in it, in a line. */
  description: string;
  children: ReactNode;
}

/** Fields that most people leave alone. For inside an `<Accordion>`. */
export function FoldedSection({ name, title, description, children }: FoldedSectionProps) {
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>
        <Text span fw={650}>
          {title}
        </Text>{' '}
        <Text span size="sm" c="dimmed">
          {description}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">{children}</Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
