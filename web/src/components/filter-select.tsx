import { NativeSelect, type NativeSelectProps } from '@mantine/core';

interface FilterSelectProps extends Pick<NativeSelectProps, 'w'> {
  label: string;
  /** The first is all of them, with an empty value. */
  options: { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string) => void;
}

/** One of a few values that a list is narrowed to. */
export function FilterSelect({ label, options, value = '', onChange, w }: FilterSelectProps) {
  return (
    <NativeSelect
      aria-label={label}
      w={w}
      data={options}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
