import { NumberInput, SimpleGrid } from '@mantine/core';

import { fieldErrorOf } from './field-error-of.js';
import { usePlaygroundState } from './use-playground.js';
import { useSetting } from './use-setting.js';

const TEMPERATURE_STEP = 0.1;

/** How long an answer may be, and how varied. */
export function SamplingFields() {
  const [maxTokens, setMaxTokens] = useSetting('maxTokens');
  const [temperature, setTemperature] = useSetting('temperature');
  const maxTokensError = usePlaygroundState(fieldErrorOf('max_tokens'));
  const temperatureError = usePlaygroundState(fieldErrorOf('temperature'));
  return (
    <SimpleGrid cols={2} spacing="sm">
      <NumberInput
        label="Max tokens"
        min={1}
        allowDecimal={false}
        value={maxTokens ?? ''}
        onChange={(value) => setMaxTokens(typeof value === 'number' ? value : undefined)}
        error={maxTokensError}
      />
      <NumberInput
        label="Temperature"
        placeholder="Default"
        min={0}
        max={2}
        step={TEMPERATURE_STEP}
        value={temperature ?? ''}
        onChange={(value) => setTemperature(typeof value === 'number' ? value : undefined)}
        error={temperatureError}
      />
    </SimpleGrid>
  );
}
