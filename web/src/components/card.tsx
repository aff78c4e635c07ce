import { Group, Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface CardProps {
  title: string;
  /** A link or a button, at the far end of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a page, with a title. */
export function Card({ title, aside, children }: CardProps) {
  const titleId = useId();
  return (
    <Paper p="md" component="section" aria-labelledby={titleId} miw={0}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id={titleId}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
