import { NativeSelect, NumberInput, SimpleGrid } from '@mantine/core';

import { fieldErrorOf } from './field-error-of.js';
import type { Thinking } from './settings.js';
import { usePlaygroundState } from './use-playground.js';
import { useSetting } from './use-setting.js';

const MODES: { value: Thinking; label: string }[] = [
  { value: 'model', label: 'As the model does by default' },
  { value: 'off', label: 'Off' },
  { value: 'adaptive', label: 'As much as it takes' },
  { value: 'budget', label: 'Up to a budget' },
];
const EFFORTS = [
  { value: '', label: 'Default' },
  ...['low', 'medium', 'high', 'xhigh', 'max'].map((effort) => ({ value: effort, label: effort })),
];
const SMALLEST_BUDGET = 1024;

/** Whether and how much the model thinks before it answers. */
export function ThinkingFields() {
  const [thinking, setThinking] = useSetting('thinking');
  const [budget, setBudget] = useSetting('thinkingBudget');
  const [effort, setEffort] = useSetting('effort');
  const thinkingError = usePlaygroundState(fieldErrorOf('thinking'));
  const effortError = usePlaygroundState(fieldErrorOf('output_config'));
  return (
    <>
      <NativeSelect
        label="Thinking"
        data={MODES}
        value={thinking}
        onChange={(event) => setThinking(event.currentTarget.value as Thinking)}
        error={thinkingError}
      />
      <SimpleGrid cols={2} spacing="sm">
        <NativeSelect
          label="Effort"
          data={EFFORTS}
          value={effort}
          onChange={(event) => setEffort(event.currentTarget.value)}
          error={effortError}
        />
        {thinking === 'budget' && (
          <NumberInput
            label="Thinking tokens"
            min={SMALLEST_BUDGET}
            step={SMALLEST_BUDGET}
            clampBehavior="blur"
            allowDecimal={false}
            value={budget ?? ''}
            onChange={(value) => setBudget(typeof value === 'number' ? value : undefined)}
          />
        )}
      </SimpleGrid>
    </>
  );
}
