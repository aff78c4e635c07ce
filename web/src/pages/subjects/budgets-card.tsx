import { Stack, Text } from '@mantine/core';

import { BudgetBar } from '../../components/budget-bar.js';
import { Money } from '../../components/money.js';
import { Card } from '../../components/card.js';
import type { Subject } from './subject.js';

/** How all budgets stand. */
export function BudgetsCard({ subject: { budgets, spend, soft_budget } }: { subject: Subject }) {
  return (
    <Card title="Budgets">
      <Stack gap="md">
        {budgets.length === 0 && (
          <Text size="sm">
            No budget. <Money usd={spend} /> spent so far.
          </Text>
        )}
        {budgets.map((budget) => (
          <BudgetBar key={`${budget.budget_duration} ${budget.max_budget}`} budget={budget} />
        ))}
        {soft_budget !== null && (
          <Text size="sm" c={spend > soft_budget ? 'error' : 'dimmed'}>
            {spend > soft_budget ? 'Over' : 'Warns from'} the soft budget of <Money usd={soft_budget} />
          </Text>
        )}
      </Stack>
    </Card>
  );
}
