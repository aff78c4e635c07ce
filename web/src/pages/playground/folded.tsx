import { Collapse, Group, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';

interface FoldedProps {
  label: ReactNode;
  children: ReactNode;
}

/** Something long, shown when it is asked for. */
export function Folded({ label, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(false);
  const contentId = useId();
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton
        fz="sm"
        c="dimmed"
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
        aria-controls={contentId}
      >
        <Group component="span" gap={4} wrap="nowrap">
          <Icon size={14} stroke={1.8} aria-hidden />
          {label}
        </Group>
      </UnstyledButton>
      <Collapse id={contentId} expanded={isOpen} keepMounted={false} transitionDuration={0}>
        {children}
      </Collapse>
    </div>
  );
}
