import { SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import { ChangesCard } from '../../components/changes-card.js';
import type { FactRows } from '../../components/facts.js';
import type { Kind } from '../../components/subject-kinds.js';
import { BudgetsCard } from './budgets-card.js';
import { SettingsCard } from './settings-card.js';
import type { Subject } from './subject.js';
import { UsageCard } from './usage-card.js';

interface SubjectCardsProps {
  kind: Kind;
  subject: Subject;
  /** What only this kind has. */
  facts: FactRows;
  /** What belongs to it. */
  children?: ReactNode;
}

/** What a key, a team or a user spent and may, what belongs to it, and who changed it. */
export function SubjectCards({ kind, subject, facts, children }: SubjectCardsProps) {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <BudgetsCard subject={subject} />
        <UsageCard kind={kind} id={subject.id} />
      </SimpleGrid>
      {children}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <SettingsCard subject={subject} facts={facts} />
        <ChangesCard kind={kind} id={subject.id} />
      </SimpleGrid>
    </Stack>
  );
}
