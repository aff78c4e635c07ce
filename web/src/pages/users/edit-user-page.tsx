import { useLocation } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { EditSubject } from '../subjects/edit-subject.js';
import { SubjectView } from '../subjects/subject-view.js';

/** The form that changes a user. */
export function EditUserPage({ id }: { id: string }) {
  const [, goTo] = useLocation();
  return (
    <SubjectView kind="user" id={id}>
      {(user) => (
        <EditSubject
          kind="user"
          subject={user}
          title={`Edit “${user.name}”`}
          save={({ name, ...body }) => {
            const named = { ...body, name: name ?? undefined };
            return answerOf(api.PATCH('/admin/users/{id}', { params: { path: { id } }, body: named }));
          }}
          onSaved={() => goTo(`/users/${id}`)}
        />
      )}
    </SubjectView>
  );
}
