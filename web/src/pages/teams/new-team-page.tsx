import { useLocation } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { NewSubject } from '../subjects/new-subject.js';
import { NEW_SUBJECT } from '../subjects/subject-values.js';

/** The form for another team. */
export function NewTeamPage() {
  const [, goTo] = useLocation();
  return (
    <NewSubject
      kind="team"
      description="Its budget and limits hold for all its keys and users together."
      initial={NEW_SUBJECT}
      make={(body) => answerOf(api.POST('/admin/teams', { body }))}
      onMade={({ id }) => goTo(`/teams/${id}`)}
    />
  );
}
