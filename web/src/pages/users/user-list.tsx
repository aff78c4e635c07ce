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
import { USER_COLUMNS } from './user-columns.js';

const FILTERS = ['search', 'team_id'] as const;

/** All users. */
export function UserList() {
  const can = useCan();
  const { values, set, isFiltered, clear, fieldsKey } = useListState(FILTERS);
  const list = useCursorList({
    queryKey: [KINDS.user.listKey, 'list', values],
    load: (page) =>
      answerOf(api.GET('/admin/users', { params: { query: { ...page, ...listQueryOf(values) } } })),
  });
  return (
    <>
      <PageHeader
        title="Users"
        description="People, whose budget and limits hold for all their keys together."
        actions={can('users.write') && <NewLink kind="user" />}
      />
      <FilterRow>
        <SearchField
          key={fieldsKey}
          label="Search by name or e-mail"
          value={values.search}
          onChange={(search) => set({ search })}
        />
        <SubjectSelect
          kind="team"
          aria-label="Team"
          w={FILTER_WIDTH}
          placeholder="All teams"
          value={values.team_id ?? null}
          onChange={(id) => set({ team_id: id ?? undefined })}
        />
      </FilterRow>
      <DataTable
        caption="Users"
        list={list}
        columns={USER_COLUMNS}
        rowKey={({ id }) => id}
        sort={values.sort ?? DEFAULT_SORT}
        onSort={(sort) => set({ sort })}
        empty={
          <NothingListed kind="user" isFiltered={isFiltered} onClear={clear} canMake={can('users.write')}>
            A user’s budget and limits hold for all their keys together.
          </NothingListed>
        }
      />
    </>
  );
}
