import { TextInput } from '@mantine/core';
import { useState } from 'react';

const FIRST_DAY = '1000-01-01';
/** With it, browsers take no year of more than four digits. */
const LAST_DAY = '9999-12-31';

interface DayFieldProps {
  label: string;
  size?: 'xs';
  min?: string;
  max?: string;
  /** As YYYY-MM-DD; empty: none. */
  value: string;
  onChange: (day: string) => void;
}

/** Holds what is typed until its year has four digits, and goes along when the day is changed elsewhere. */
export function DayField({ label, value, onChange, max = LAST_DAY, ...rest }: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  return (
    <TextInput
      type="date"
      aria-label={label}
      title={label}
      max={max}
      {...rest}
      value={typed}
      onChange={({ currentTarget: { value: day } }) => {
        setTyped(day);
        if (day === '' || day >= FIRST_DAY) onChange(day);
      }}
    />
  );
}
