import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface DayFieldProps {
  label: string;
  size?: 'xs';
  min?: string;
  max?: string;
  /** As YYYY-MM-DD; empty: none. */
  value: string;
  onChange: (day: string) => void;
}

/** Holds what is typed until it is a day, and goes along when the day is changed elsewhere. */
export function DayField({ label, value, onChange, ...rest }: DayFieldProps) {
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
      {...rest}
      value={typed}
      onChange={({ currentTarget: { value: day } }) => {
        setTyped(day);
        onChange(day);
      }}
    />
  );
}
