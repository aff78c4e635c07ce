import { useLocation } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { EditSubject } from '../subjects/edit-subject.js';
import { SubjectView } from '../subjects/subject-view.js';

/** The form that changes a team. */
export function EditTeamPage({ id }: { id: string }) {
  const [, goTo] = useLocation();
  return (
    <SubjectView kind="team" id={id}>
      {(team) => (
        <EditSubject
          kind="team"
          subject={team}
          title={`Edit “${team.name}”`}
          save={({ name, ...body }) => {
            const named = { ...body, name: name ?? undefined };
            return answerOf(api.PATCH('/admin/teams/{id}', { params: { path: { id } }, body: named }));
          }}
          onSaved={() => goTo(`/teams/${id}`)}
        />
      )}
    </SubjectView>
  );
}
