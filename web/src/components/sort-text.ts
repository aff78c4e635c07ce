import type { SortingState } from '@tanstack/react-table';

/** `-name` → what the table takes. */
export function sortingOf(sort: string | undefined): SortingState {
  if (sort === undefined) return [];
  const desc = sort.startsWith('-');
  return [{ id: desc ? sort.slice(1) : sort, desc }];
}

/** What the table says → `-name`, as the API takes it. */
export function sortText([first]: SortingState): string | undefined {
  return first && `${first.desc ? '-' : ''}${first.id}`;
}
