import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { SubjectListCard } from '../subjects/subject-list-card.js';
import { KEY_COLUMNS } from './key-columns.js';

/** The keys of a team or a user. */
export function KeysCard({ filter }: { filter: { team_id: string } | { user_id: string } }) {
  return (
    <SubjectListCard
      kind="key"
      filter={filter}
      load={(page) => answerOf(api.GET('/admin/keys', { params: { query: { ...page, ...filter } } }))}
      columns={KEY_COLUMNS}
    />
  );
}
