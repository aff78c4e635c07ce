import { useLocation, useSearchParams } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { useSession } from '../../session/use-session.js';
import { NewSubject } from '../subjects/new-subject.js';
import { NEW_SUBJECT } from '../subjects/subject-values.js';

/** The form for another user. */
export function NewUserPage() {
  const [, goTo] = useLocation();
  const [params] = useSearchParams();
  const { team_id } = useSession();
  return (
    <NewSubject
      kind="user"
      description="A person, whose budget and limits hold for all their keys together."
      initial={{ ...NEW_SUBJECT, team_id: params.get('team_id') ?? team_id }}
      make={(body) => answerOf(api.POST('/admin/users', { body }))}
      onMade={({ id }) => goTo(`/users/${id}`)}
    />
  );
}
