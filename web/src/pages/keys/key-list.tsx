import { NativeSelect } from '@mantine/core';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { DataTable } from '../../components/data-table.js';
import { PageHeader } from '../../components/page-header.js';
import { SearchField } from '../../components/search-field.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useCan } from '../../session/use-session.js';
import { FILTER_WIDTH, FilterRow } from '../../components/filter-row.js';
import { KINDS } from '../subjects/kinds.js';
import { DEFAULT_SORT, listQueryOf } from '../subjects/list-query.js';
import { NewLink } from '../subjects/new-link.js';
import { NothingListed } from '../subjects/nothing-listed.js';
import { SubjectSelect } from '../subjects/subject-select.js';
import { useListState } from '../../components/use-list-state.js';
import { KEY_COLUMNS } from './key-columns.js';

const FILTERS = ['search', 'status', 'team_id', 'user_id'] as const;
const STATUSES = [
  { value: '', label: 'All states' },
  { value: 'active', label: 'Active' },
  { value: 'blocked', label: 'Blocked' },
  { value: 'expired', label: 'Expired' },
  { value: 'revoked', label: 'Revoked' },
];

/** All virtual keys, however many. */
export function KeyList() {
  const can = useCan();
  const { values, set, isFiltered, clear, fieldsKey } = useListState(FILTERS);
  const { search, status = '', team_id = null, user_id = null, sort = DEFAULT_SORT } = values;
  const list = useCursorList({
    queryKey: [KINDS.key.listKey, 'list', values],
    load: (page) =>
      answerOf(
        api.GET('/admin/keys', {
          params: { query: { ...page, ...listQueryOf<'active' | 'blocked'>(values) } },
        }),
      ),
  });
  return (
    <>
      <PageHeader
        title="Keys"
        description="What people and programs call the gateway with; each can have a budget, limits and models of its own."
        actions={can('keys.write') && <NewLink kind="key" />}
      />
      <FilterRow>
        <SearchField
          key={fieldsKey}
          label="Search by name, key or user"
          value={search}
          onChange={(text) => set({ search: text })}
        />
        <NativeSelect
          aria-label="State"
          w={{ base: '100%', sm: 130 }}
          data={STATUSES}
          value={status}
          onChange={(event) => set({ status: event.currentTarget.value })}
        />
        <SubjectSelect
          kind="team"
          aria-label="Team"
          w={FILTER_WIDTH}
          placeholder="All teams"
          value={team_id}
          onChange={(id) => set({ team_id: id ?? undefined })}
        />
        <SubjectSelect
          kind="user"
          aria-label="User"
          w={FILTER_WIDTH}
          placeholder="All users"
          value={user_id}
          onChange={(id) => set({ user_id: id ?? undefined })}
        />
      </FilterRow>
      <DataTable
        caption="Keys"
        list={list}
        columns={KEY_COLUMNS}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={(changed) => set({ sort: changed })}
        empty={
          <NothingListed kind="key" isFiltered={isFiltered} onClear={clear} canMake={can('keys.write')}>
            A key lets a person or a program call the models, within its budget and limits.
          </NothingListed>
        }
      />
    </>
  );
}
