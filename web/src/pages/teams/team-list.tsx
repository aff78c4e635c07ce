import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { DataTable } from '../../components/data-table.js';
import { PageHeader } from '../../components/page-header.js';
import { SearchField } from '../../components/search-field.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useCan } from '../../session/use-session.js';
import { FilterRow } from '../../components/filter-row.js';
import { KINDS } from '../subjects/kinds.js';
import { DEFAULT_SORT, listQueryOf } from '../subjects/list-query.js';
import { NewLink } from '../subjects/new-link.js';
import { NothingListed } from '../subjects/nothing-listed.js';
import { useListState } from '../../components/use-list-state.js';
import { TEAM_COLUMNS } from './team-columns.js';

const FILTERS = ['search'] as const;

/** All teams. */
export function TeamList() {
  const can = useCan();
  const { values, set, isFiltered, clear, fieldsKey } = useListState(FILTERS);
  const list = useCursorList({
    queryKey: [KINDS.team.listKey, 'list', values],
    load: (page) =>
      answerOf(api.GET('/admin/teams', { params: { query: { ...page, ...listQueryOf(values) } } })),
  });
  return (
    <>
      <PageHeader
        title="Teams"
        description="A team’s budget, limits and models hold for all its keys and users together."
        actions={can('teams.write') && <NewLink kind="team" />}
      />
      <FilterRow>
        <SearchField
          key={fieldsKey}
          label="Search by name"
          value={values.search}
          onChange={(search) => set({ search })}
        />
      </FilterRow>
      <DataTable
        caption="Teams"
        list={list}
        columns={TEAM_COLUMNS}
        rowKey={({ id }) => id}
        sort={values.sort ?? DEFAULT_SORT}
        onSort={(sort) => set({ sort })}
        empty={
          <NothingListed kind="team" isFiltered={isFiltered} onClear={clear} canMake={can('teams.write')}>
            Teams share a budget and limits, and can have admins of their own.
          </NothingListed>
        }
      />
    </>
  );
}
