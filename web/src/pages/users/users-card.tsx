import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { SubjectListCard } from '../subjects/subject-list-card.js';
import { USER_COLUMNS } from './user-columns.js';

/** Without the team, which is that of the page. */
const COLUMNS = USER_COLUMNS.filter(({ id }) => id !== 'team');

/** The users of a team. */
export function UsersCard({ teamId }: { teamId: string }) {
  const filter = { team_id: teamId };
  return (
    <SubjectListCard
      kind="user"
      filter={filter}
      load={(page) => answerOf(api.GET('/admin/users', { params: { query: { ...page, ...filter } } }))}
      columns={COLUMNS}
    />
  );
}
