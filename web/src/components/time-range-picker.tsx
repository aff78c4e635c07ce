import { Group, SegmentedControl, Switch } from '@mantine/core';

import { DayField } from './day-field.js';
import { areDays, dayOf, PRESETS, type TimeRange } from './time-range.js';
import type { TimeRangeState } from './use-time-range.js';

const MS_A_DAY = 86_400_000;
const CHOICES = [
  ...PRESETS.map(({ value, label }) => ({ value, label })),
  { value: 'custom', label: 'Custom' },
];

interface TimeRangePickerProps extends TimeRangeState {
  /** False where there is nothing to compare. */
  canCompare?: boolean;
}

/** Chooses the time that a page is about, and whether it is compared with the time before. */
export function TimeRangePicker(props: TimeRangePickerProps) {
  const { range, isCompared, setRange, setCompared, canCompare = true } = props;
  const choose = (name: string): void =>
    setRange(name === 'custom' ? { range: name, ...daysOf(range) } : { range: name });
  return (
    <Group gap="sm">
      <SegmentedControl size="xs" aria-label="Time" data={CHOICES} value={range.name} onChange={choose} />
      {range.name === 'custom' && <DayFields range={range} setRange={setRange} />}
      {canCompare && (
        <Switch
          size="xs"
          label="Compare"
          title="With the time before it, as long"
          checked={isCompared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
        />
      )}
    </Group>
  );
}

function DayFields({ range, setRange }: Pick<TimeRangeState, 'range' | 'setRange'>) {
  const { from, to } = daysOf(range);
  const set = (days: { from: string; to: string }): void => {
    if (areDays(days)) setRange({ range: 'custom', ...days });
  };
  return (
    <Group gap={4}>
      <DayField
        size="xs"
        label="First day, UTC"
        max={to}
        value={from}
        onChange={(day) => set({ from: day, to })}
      />
      –
      <DayField
        size="xs"
        label="Last day, UTC"
        min={from}
        value={to}
        onChange={(day) => set({ from, to: day })}
      />
    </Group>
  );
}

/** First and last day, both part of it. */
function daysOf(range: TimeRange): { from: string; to: string } {
  return { from: dayOf(range.from), to: dayOf(new Date(Date.parse(range.to) - MS_A_DAY / 24).toISOString()) };
}
