import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

import { Card } from '../../components/card.js';

interface FactsCardProps {
  title: string;
  badge?: ReactNode;
  /** What is said about what. */
  facts: readonly (readonly [string, ReactNode])[];
}

/** A few facts about one thing. */
export function FactsCard({ title, badge, facts }: FactsCardProps) {
  return (
    <Card title={title} aside={badge}>
      <Table variant="vertical" aria-label={title}>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="40%" fw={450} c="dimmed" bg="transparent">
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
