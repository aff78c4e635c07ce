import { Text } from '@mantine/core';

import type { Budget } from '../../api/answers.js';
import { BudgetBar } from '../../components/budget-bar.js';
import { formatMoney, Money } from '../../components/money.js';
import { When } from '../../components/when.js';
import type { Subject } from './subject.js';

/** The budget that is nearest to its end, in a line of a list. */
export function BudgetCell({ budgets, spend }: Pick<Subject, 'budgets' | 'spend'>) {
  const [budget, ...others] = budgets.toSorted((one, other) => usedShareOf(other) - usedShareOf(one));
  if (budget === undefined) {
    return (
      <Text size="xs" c="dimmed">
        <Money usd={spend} /> spent, no budget
      </Text>
    );
  }
  return (
    <>
      <BudgetBar budget={budget} compact />
      <Text size="xs" c="dimmed">
        {formatMoney(budget.left)} left
        {budget.resets_at !== null && (
          <>
            , until <When value={budget.resets_at} dayOnly />
          </>
        )}
        {others.length > 0 && ` (+${others.length})`}
      </Text>
    </>
  );
}

function usedShareOf({ spent, reserved, max_budget }: Budget): number {
  return max_budget === 0 ? 1 : (spent + reserved) / max_budget;
}
