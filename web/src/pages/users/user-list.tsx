import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { FILTER_WIDTH } from '../../components/filter-row.js';
import { KINDS } from '../../components/subject-kinds.js';
import { SubjectSelect } from '../../components/subject-select.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useListState } from '../../components/use-list-state.js';
import { listQueryOf } from '../subjects/list-query.js';
import { SubjectList } from '../subjects/subject-list.js';
import { USER_COLUMNS } from './user-columns.js';

const FILTERS = ['search', 'team_id'] as const;

/** All users. */
export function UserList() {
  const state = useListState(FILTERS);
  const { values, set } = state;
  const list = useCursorList({
    queryKey: [KINDS.user.listKey, 'list', values],
    load: (page) =>
      answerOf(api.GET('/admin/users', { params: { query: { ...page, ...listQueryOf(values) } } })),
  });
  return (
    <SubjectList
      kind="user"
      description="People, whose budget and limits hold for all their keys together."
      purpose="A user’s budget and limits hold for all their keys together."
      searchLabel="Search by name or e-mail"
      state={state}
      list={list}
      columns={USER_COLUMNS}
    >
      <SubjectSelect
        kind="team"
        aria-label="Team"
        w={FILTER_WIDTH}
        placeholder="All teams"
        value={values.team_id ?? null}
        onChange={(id) => set({ team_id: id ?? undefined })}
      />
    </SubjectList>
  );
}
