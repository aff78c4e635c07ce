import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

const PAUSE_MS = 250;

interface SearchFieldProps {
  /** What is searched, such as `Search keys by name`. */
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A field that searches as one types, at the first pause. */
export function SearchField({ label, value = '', onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), PAUSE_MS);
  const change = (text: string): void => {
    setTyped(text);
    search(text);
  };
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed !== '' && <CloseButton size="sm" aria-label="Clear" onClick={() => change('')} />}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      w={{ base: '100%', sm: 280 }}
    />
  );
}
