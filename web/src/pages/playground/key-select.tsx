import { Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { answerOf } from '../../api/answer-of.js';
import { messageOf } from '../../api/api-error.js';
import { api } from '../../api/client.js';
import { useCan, useSession } from '../../session/use-session.js';
import { fieldErrorOf } from './field-error-of.js';
import { usePlaygroundState } from './use-playground.js';
import { useSetting } from './use-setting.js';

const MASTER_ID = 'master';
const PAUSE_MS = 250;
const SHOWN = 50;

interface KeyOption {
  value: string;
  label: string;
  preview?: string;
}

/** As which key the model is asked: its budget pays, its limits hold. */
export function KeySelect() {
  const [key, setKey] = useSetting('key');
  const [typed, setTyped] = useState(key?.label ?? '');
  const [search] = useDebouncedValue(typed === key?.label ? '' : typed.trim(), PAUSE_MS);
  const { data: keys, error } = useQuery({
    queryKey: ['keys', 'playground', search],
    queryFn: () => findKeys(search),
    placeholderData: keepPreviousData,
  });
  const refusal = usePlaygroundState(fieldErrorOf('x-tollgate-key-id'));
  const options = [...useMasterKey(search), ...(keys ?? [])];
  const isListed = key === null || options.some(({ value }) => value === key.id);
  const chosen = isListed ? [] : [{ value: key.id, label: key.label }];
  return (
    <Select
      label="Key"
      description="Its budget pays, and its limits hold."
      placeholder="Search by name"
      searchable
      data={[...chosen, ...options]}
      // The API has searched already.
      filter={({ options: found }) => found}
      value={key?.id ?? null}
      onChange={(_, option) => setKey(option && { id: option.value, label: option.label })}
      searchValue={typed}
      onSearchChange={setTyped}
      renderOption={({ option }) => <OptionText option={option} />}
      nothingFoundMessage={keys === undefined ? 'Loading…' : 'No active key fits.'}
      error={error === null ? refusal : messageOf(error)}
    />
  );
}

async function findKeys(search: string): Promise<KeyOption[]> {
  const query = { limit: SHOWN, status: 'active', ...(search !== '' && { search }) } as const;
  const { data } = await answerOf(api.GET('/admin/keys', { params: { query } }));
  return data.map(({ id, name, key_preview: preview }) => ({ value: id, label: name ?? preview, preview }));
}

/** For owners. On an open gateway it is what everybody is who sends no key. */
function useMasterKey(search: string): KeyOption[] {
  const { is_open } = useSession();
  const can = useCan();
  const label = is_open ? 'No key: this gateway is open' : 'Master key';
  const fits = label.toLowerCase().includes(search.toLowerCase());
  return can('master_key.spend') && fits ? [{ value: MASTER_ID, label }] : [];
}

function OptionText({ option }: { option: KeyOption }) {
  return (
    <span>
      <Text span inherit className="breaks">
        {option.label}
      </Text>
      {option.preview !== undefined && option.preview !== option.label && (
        <Text size="xs" c="dimmed">
          {option.preview}
        </Text>
      )}
    </span>
  );
}
