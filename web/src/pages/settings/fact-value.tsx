import { Code } from '@mantine/core';
import type { ReactNode } from 'react';

/** A value that the gateway tells of itself, as text. */
export function factValue(value: unknown): ReactNode {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ') || '–';
  return <Code block>{JSON.stringify(value, undefined, 2)}</Code>;
}
