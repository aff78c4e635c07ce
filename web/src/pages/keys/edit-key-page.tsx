import { useLocation } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { EditSubject } from '../subjects/edit-subject.js';
import { SubjectView } from '../subjects/subject-view.js';
import { keyName } from './key-name.js';

/** The form that changes a key. */
export function EditKeyPage({ id }: { id: string }) {
  const [, goTo] = useLocation();
  return (
    <SubjectView kind="key" id={id}>
      {(key) => (
        <EditSubject
          kind="key"
          subject={key}
          title={`Edit “${keyName(key)}”`}
          save={(body) => answerOf(api.PATCH('/admin/keys/{id}', { params: { path: { id } }, body }))}
          onSaved={() => goTo(`/keys/${id}`)}
        />
      )}
    </SubjectView>
  );
}
