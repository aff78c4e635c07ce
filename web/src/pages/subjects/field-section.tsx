import { Accordion, Fieldset, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** Fields that belong together, under a title. */
export function FieldSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Fieldset legend={title}>
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
        {title} <small>{description}</small>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">{children}</Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
