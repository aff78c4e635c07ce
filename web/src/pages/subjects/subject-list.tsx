import type { ReactNode } from 'react';

import { type Column, DataTable } from '../../components/data-table.js';
import { FilterRow } from '../../components/filter-row.js';
import { NothingFits } from '../../components/nothing-fits.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageHeader } from '../../components/page-header.js';
import { SearchField } from '../../components/search-field.js';
import { type Kind, KINDS } from '../../components/subject-kinds.js';
import type { CursorList } from '../../components/use-cursor-list.js';
import type { ListState } from '../../components/use-list-state.js';
import { useCan } from '../../session/use-session.js';
import { DEFAULT_SORT } from './list-query.js';
import { NewLink } from './new-link.js';

interface SubjectListProps<Row> {
  kind: Kind;
  description: string;
  /** What one is good for, said where there is none. */
  purpose: string;
  searchLabel: string;
  /** Further filters. */
  children?: ReactNode;
  state: ListState<'search'>;
  list: CursorList<Row>;
  columns: readonly Column<Row>[];
}

/** All keys, teams or users, however many: searched, narrowed, sorted, and the way to another one. */
export function SubjectList<Row extends { id: string }>(props: SubjectListProps<Row>) {
  const { kind, description, purpose, searchLabel, children, state, list, columns } = props;
  const { values, set, isFiltered, clear, fieldsKey } = state;
  const { title, plural } = KINDS[kind];
  const newLink = useCan()(`${plural}.write`) && <NewLink kind={kind} />;
  return (
    <>
      <PageHeader title={title} description={description} actions={newLink} />
      <FilterRow>
        <SearchField
          key={fieldsKey}
          label={searchLabel}
          value={values.search}
          onChange={(search) => set({ search })}
        />
        {children}
      </FilterRow>
      <DataTable
        caption={title}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        sort={values.sort ?? DEFAULT_SORT}
        onSort={(sort) => set({ sort })}
        empty={
          isFiltered ? (
            <NothingFits plural={plural} onClear={clear} />
          ) : (
            <EmptyState title={`No ${plural} yet`} actions={newLink}>
              {purpose}
            </EmptyState>
          )
        }
      />
    </>
  );
}
