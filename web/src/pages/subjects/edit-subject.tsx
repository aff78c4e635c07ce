import { useState } from 'react';

import { notifyDone } from '../../components/notify.js';
import { PageHeader } from '../../components/page-header.js';
import { type Kind, KINDS } from '../../components/subject-kinds.js';
import { changedBodyOf, type SubjectBody } from './subject-body.js';
import type { Subject } from './subject.js';
import { SubjectForm } from './subject-form.js';
import { type SubjectValues, valuesOf } from './subject-values.js';
import { useRefresh } from '../../components/use-refresh.js';

interface EditSubjectProps {
  kind: Kind;
  subject: Subject;
  title: string;
  save: (body: SubjectBody) => Promise<unknown>;
  onSaved: () => void;
}

/** The form that changes what is there; what somebody else changes meanwhile is left as it is. */
export function EditSubject({ kind, subject, title, save, onSaved }: EditSubjectProps) {
  const [initial] = useState(() => valuesOf(subject));
  const refresh = useRefresh();
  const submit = async (values: SubjectValues): Promise<void> => {
    await save(changedBodyOf(kind, initial, values));
    onSaved();
    notifyDone('Saved. It holds within a second.');
    await refresh();
  };
  return (
    <>
      <PageHeader title={title} />
      <SubjectForm
        kind={kind}
        initial={initial}
        submitLabel="Save"
        onSubmit={submit}
        cancelHref={`${KINDS[kind].path}/${subject.id}`}
      />
    </>
  );
}
