import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { answerOf } from '../api/answer-of.js';
import { api } from '../api/client.js';
import { findSubject } from './find-subject.js';
import { type Kind, KINDS } from './subject-kinds.js';

interface SubjectSelectProps extends Omit<
  SelectProps,
  'data' | 'value' | 'onChange' | 'searchValue' | 'onSearchChange'
> {
  kind: Kind;
  /** An id; null for none. */
  value: string | null;
  onChange: (id: string | null) => void;
}

interface Named {
  id: string;
  name: string | null;
  email?: string | null;
  key_preview?: string;
}

const PAUSE_MS = 250;
const MOST_OFFERED = 20;
const SOURCES: Readonly<Record<Kind, (search: string) => Promise<{ data: Named[] }>>> = {
  key: (search) => answerOf(api.GET('/admin/keys', { params: { query: queryOf(search) } })),
  team: (search) => answerOf(api.GET('/admin/teams', { params: { query: queryOf(search) } })),
  user: (search) => answerOf(api.GET('/admin/users', { params: { query: queryOf(search) } })),
};

/** Chooses a key, a team or a user, however many there are: the API searches as one types. */
export function SubjectSelect({ kind, value, onChange, ...select }: SubjectSelectProps) {
  const [typed, setTyped] = useState('');
  const [isOpened, setOpened] = useState(false);
  const chosen = useChosen(kind, value);
  const chosenLabel = chosen && labelOf(chosen);
  // The name of the chosen one is no search: others shall be offered too.
  const search = typed === chosenLabel ? '' : typed.trim();
  const found = useFound(kind, search, isOpened);
  const offered = [...(found ?? [])];
  if (chosen !== undefined && !offered.some(({ id }) => id === chosen.id)) offered.unshift(chosen);
  return (
    <Select
      searchable
      clearable
      // Not for the mouse alone.
      clearButtonProps={{ 'aria-label': `No ${kind}`, 'aria-hidden': undefined, tabIndex: 0 }}
      nothingFoundMessage={found === undefined ? 'Loading…' : 'Nothing fits'}
      onDropdownOpen={() => setOpened(true)}
      filter={({ options }) => options}
      {...select}
      data={offered.map((item) => ({ value: item.id, label: labelOf(item) }))}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  );
}

/** Undefined until they are there; nobody is asked for what may never be opened. */
function useFound(kind: Kind, search: string, isOpened: boolean): readonly Named[] | undefined {
  const [settled] = useDebouncedValue(search, PAUSE_MS);
  const { data } = useQuery({
    queryKey: [KINDS[kind].listKey, 'offered', settled],
    queryFn: () => SOURCES[kind](settled),
    enabled: isOpened,
    placeholderData: keepPreviousData,
  });
  return data?.data;
}

function useChosen(kind: Kind, id: string | null): Named | undefined {
  const { data } = useQuery({
    queryKey: [KINDS[kind].listKey, id],
    queryFn: (): Promise<Named> => findSubject(kind, id as string),
    enabled: id !== null,
  });
  return id === null ? undefined : data;
}

function queryOf(search: string) {
  return { limit: MOST_OFFERED, sort: 'name' as const, ...(search === '' ? {} : { search }) };
}

function labelOf({ id, name, email, key_preview }: Named): string {
  const shown = name ?? key_preview ?? id;
  return email ? `${shown} (${email})` : shown;
}
