import { ActionIcon, Button, Fieldset, Group, SimpleGrid } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

import { DurationInput } from './duration-input.js';
import { FieldSection } from '../../components/field-section.js';
import { MoneyInput } from './money-input.js';
import { newBudgetRow, type SubjectFormState } from './subject-values.js';

/** What it may spend. */
export function BudgetFields({ form }: { form: SubjectFormState }) {
  return (
    <FieldSection title="What it may spend">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <MoneyInput
          label="Budget"
          description="Calls that would go beyond it are refused"
          {...form.getInputProps('max_budget')}
        />
        <DurationInput
          label="Begins anew each"
          description="1d, 30d, 1mo for a calendar month; empty: never"
          placeholder="never"
          disabled={form.values.max_budget === ''}
          {...form.getInputProps('budget_duration')}
        />
      </SimpleGrid>
    </FieldSection>
  );
}

/** A budget that only warns, and budgets that hold beside the first. */
export function FurtherBudgetFields({ form }: { form: SubjectFormState }) {
  const { budget_limits: limits } = form.values;
  return (
    <>
      <MoneyInput
        label="Warn from"
        placeholder="No warning"
        description="Beyond it calls go on, and it is said in answers, log and metrics"
        {...form.getInputProps('soft_budget')}
      />
      {limits.map(({ rowKey }, index) => (
        <FurtherBudget key={rowKey} form={form} index={index} />
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem('budget_limits', newBudgetRow())}
        >
          Another budget
        </Button>
      </Group>
    </>
  );
}

function FurtherBudget({ form, index }: { form: SubjectFormState; index: number }) {
  const number = index + 2;
  return (
    <Fieldset variant="unstyled" aria-label={`Budget ${number}`}>
      <Group align="flex-end" wrap="nowrap" gap="sm">
        <MoneyInput
          flex={1}
          label={`Budget ${number}`}
          placeholder="$"
          {...form.getInputProps(`budget_limits.${index}.max_budget`)}
        />
        <DurationInput
          flex={1}
          label="Begins anew each"
          placeholder="never"
          {...form.getInputProps(`budget_limits.${index}.budget_duration`)}
        />
        <ActionIcon
          size="lg"
          aria-label={`Remove budget ${number}`}
          onClick={() => form.removeListItem('budget_limits', index)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Fieldset>
  );
}
