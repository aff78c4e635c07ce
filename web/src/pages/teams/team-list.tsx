import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { KINDS } from '../../components/subject-kinds.js';
import { useCursorList } from '../../components/use-cursor-list.js';
import { useListState } from '../../components/use-list-state.js';
import { listQueryOf } from '../subjects/list-query.js';
import { SubjectList } from '../subjects/subject-list.js';
import { TEAM_COLUMNS } from './team-columns.js';

const FILTERS = ['search'] as const;

/** All teams. */
export function TeamList() {
  const state = useListState(FILTERS);
  const { values } = state;
  const list = useCursorList({
    queryKey: [KINDS.team.listKey, 'list', values],
    load: (page) =>
      answerOf(api.GET('/admin/teams', { params: { query: { ...page, ...listQueryOf(values) } } })),
  });
  return (
    <SubjectList
      kind="team"
      description="A team’s budget, limits and models hold for all its keys and users together."
      purpose="Teams share a budget and limits, and can have admins of their own."
      searchLabel="Search by name"
      state={state}
      list={list}
      columns={TEAM_COLUMNS}
    />
  );
}
