import { Box, Group, Progress, Text } from '@mantine/core';

import type { Budget } from '../api/answers.js';
import { formatMoney } from './money.js';
import { When } from './when.js';

const NEAR = 0.8;
const HUNDRED = 100;

/** A budget as a bar: what is spent, what is set aside for calls under way, and what is left. */
export function BudgetBar({ budget, compact = false }: { budget: Budget; compact?: boolean }) {
  const { spent, reserved, left, max_budget } = budget;
  const spentShare = shareOf(spent, max_budget);
  const reservedShare = Math.min(shareOf(reserved, max_budget), HUNDRED - spentShare);
  const words = `${formatMoney(spent)} of ${formatMoney(max_budget)} spent, ${formatMoney(reserved)} reserved, ${formatMoney(left)} left`;
  return (
    <Box miw={120}>
      <Progress.Root size={compact ? 6 : 10} role="img" aria-label={words} title={words}>
        <Progress.Section value={spentShare} color={colorOf(budget)} aria-hidden withAria={false} />
        <Progress.Section value={reservedShare} color="gray.5" striped aria-hidden withAria={false} />
      </Progress.Root>
      <Group justify="space-between" gap="xs" mt={2}>
        <Text size="xs">
          {formatMoney(spent)} of {formatMoney(max_budget)}
          {budget.budget_duration === null ? '' : ` / ${budget.budget_duration}`}
        </Text>
        {!compact && <Rest budget={budget} />}
      </Group>
    </Box>
  );
}

function Rest({ budget: { reserved, left, resets_at } }: { budget: Budget }) {
  return (
    <Text size="xs" c="dimmed">
      {reserved > 0 && `${formatMoney(reserved)} reserved, `}
      {formatMoney(left)} left
      {resets_at !== null && (
        <>
          , until <When value={resets_at} />
        </>
      )}
    </Text>
  );
}

function shareOf(amount: number, whole: number): number {
  if (whole <= 0) return HUNDRED;
  return Math.min((amount / whole) * HUNDRED, HUNDRED);
}

function colorOf({ spent, reserved, max_budget }: Budget): string {
  const used = spent + reserved;
  if (used >= max_budget) return 'red';
  return used >= max_budget * NEAR ? 'orange' : 'indigo';
}
