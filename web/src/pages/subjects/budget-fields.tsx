import { SimpleGrid } from '@mantine/core';

import { FieldRows } from '../../components/field-rows.js';
import { FieldSection } from '../../components/field-section.js';
import { MoneyInput } from '../../components/money-input.js';
import { DurationInput } from './duration-input.js';
import { newBudgetRow, type SubjectFormState } from './subject-values.js';

/** The first has fields of its own. */
const SECOND = 2;

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
  return (
    <>
      <MoneyInput
        label="Warn from"
        placeholder="No warning"
        description="Beyond it calls go on, and it is said in answers, log and metrics"
        {...form.getInputProps('soft_budget')}
      />
      <FieldRows
        rows={form.values.budget_limits}
        name="Budget"
        firstNumber={SECOND}
        addLabel="Another budget"
        onAdd={() => form.insertListItem('budget_limits', newBudgetRow())}
        onRemove={(index) => form.removeListItem('budget_limits', index)}
      >
        {(index) => <FurtherBudget form={form} index={index} />}
      </FieldRows>
    </>
  );
}

function FurtherBudget({ form, index }: { form: SubjectFormState; index: number }) {
  return (
    <>
      <MoneyInput
        flex={1}
        label={`Budget ${index + SECOND}`}
        placeholder="$"
        {...form.getInputProps(`budget_limits.${index}.max_budget`)}
      />
      <DurationInput
        flex={1}
        label="Begins anew each"
        placeholder="never"
        {...form.getInputProps(`budget_limits.${index}.budget_duration`)}
      />
    </>
  );
}
